package io.millrace.dataplane.transform;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One table's transform as Flink SQL statements.
///
/// The source's topic is a table of raw values, a view over it under the table's own name gives
/// them their types, and the user's SELECT is a view over that one.
///
/// @param select the user's SELECT
/// @param columns the source table's
public record Transform(
    TableName source,
    String select,
    List<Column> columns,
    String fromTopic,
    String toTopic,
    Kafka kafka)
    implements TableJob {

  private static final String RAW = "millrace_raw";
  static final String RESULT = "millrace_result";
  private static final String TO = "millrace_to";

  /// Where topics and schemas are, as Flink sees them.
  public record Kafka(String bootstrapServers, URI registry) {}

  /// A column of the transform's result, in Flink's own type.
  public record Output(String name, String type, boolean nullable) {}

  public Transform {
    columns = List.copyOf(columns);
    select = select.strip().replaceFirst(";\\s*$", "");
  }

  @Override
  public String subject() {
    return "The transform of " + source.qualified();
  }

  @Override
  public Duration checkpointInterval() {
    return Duration.ofSeconds(1);
  }

  @Override
  public List<String> declarations() {
    return List.of(rawTable(), typedView(), resultView());
  }

  @Override
  public String describe() {
    return "DESCRIBE " + Sql.identifier(RESULT);
  }

  /// @param row as `DESCRIBE` gives it: name, type, null, …
  public static Output output(List<String> row) {
    return new Output(
        row.get(0), row.get(1).replace(", ", ","), !row.get(2).equalsIgnoreCase("false"));
  }

  /// Only the key is NOT NULL: a column may lose its constraint while the job runs.
  private String rawTable() {
    List<String> lines = new ArrayList<>();
    for (Column column : columns) {
      FlinkTypes.inTopic(column)
          .ifPresent(
              type ->
                  lines.add(
                      Sql.identifier(column.name())
                          + " "
                          + type
                          + (column.inKey() ? " NOT NULL" : "")));
    }
    List<String> key = key().stream().map(Column::name).toList();
    return table(RAW, lines, key, options(fromTopic));
  }

  private String typedView() {
    return "CREATE TEMPORARY VIEW "
        + Sql.identifier(source.table())
        + " AS SELECT "
        + columns.stream()
            .filter(column -> FlinkTypes.inTopic(column).isPresent())
            .map(FlinkTypes::read)
            .collect(Collectors.joining(", "))
        + " FROM "
        + Sql.identifier(RAW);
  }

  private String resultView() {
    return "CREATE TEMPORARY VIEW " + Sql.identifier(RESULT) + " AS " + select;
  }

  @Override
  public List<String> start(List<Output> outputs) {
    List<String> key = key().stream().map(Column::name).toList();
    List<String> lines = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Output output : outputs) {
      String type =
          FlinkTypes.outTopic(output.type())
              .orElseThrow(() -> new IllegalArgumentException(output.type()));
      boolean required = key.contains(output.name());
      lines.add(Sql.identifier(output.name()) + " " + type + (required ? " NOT NULL" : ""));
      values.add(FlinkTypes.write(output.name(), output.type()));
    }
    String insert =
        "INSERT INTO "
            + Sql.identifier(TO)
            + " SELECT "
            + String.join(", ", values)
            + " FROM "
            + Sql.identifier(RESULT);
    return List.of(table(TO, lines, key, sinkOptions()), insert);
  }

  List<Column> key() {
    return Column.key(columns);
  }

  @Override
  public Optional<String> objection(List<Output> outputs) {
    for (Column key : key()) {
      String type = FlinkTypes.inTransform(key).orElse("");
      boolean kept =
          outputs.stream()
              .anyMatch(output -> output.name().equals(key.name()) && output.type().equals(type));
      if (!kept) {
        return Optional.of(
            "The result does not hold the primary key's column "
                + key.name()
                + " as it is, so a changed row could not be found again in the destination");
      }
    }
    return outputs.stream()
        .filter(output -> FlinkTypes.outTopic(output.type()).isEmpty())
        .findFirst()
        .map(
            output ->
                "The result's column "
                    + output.name()
                    + " is a "
                    + output.type()
                    + ", which has no place in a PostgreSQL table");
  }

  /// The result as columns of a destination table: as the source declares it where name and type
  /// stay the same, otherwise the type's natural one.
  @Override
  public List<Column> targetColumns(List<Output> outputs) {
    List<Column> target = new ArrayList<>();
    for (Output output : outputs) {
      Optional<Column> same =
          columns.stream()
              .filter(column -> column.name().equals(output.name()))
              .filter(column -> FlinkTypes.inTransform(column).orElse("").equals(output.type()))
              .findFirst();
      target.add(
          same.map(
                  column ->
                      new Column(
                          column.name(),
                          column.type(),
                          column.nullable(),
                          column.keyPosition(),
                          false))
              .orElseGet(
                  () ->
                      new Column(
                          output.name(),
                          FlinkTypes.postgres(output.type()).orElse("text"),
                          output.nullable(),
                          0,
                          false)));
    }
    return target;
  }

  private static String table(
      String name, List<String> columns, List<String> key, Map<String, String> options) {
    return "CREATE TEMPORARY TABLE "
        + Sql.identifier(name)
        + " ("
        + String.join(", ", columns)
        + ", PRIMARY KEY ("
        + key.stream().map(Sql::identifier).collect(Collectors.joining(", "))
        + ") NOT ENFORCED) WITH ("
        + Sql.options(options)
        + ")";
  }

  private Map<String, String> options(String topic) {
    String registry = kafka.registry().toString();
    return Map.of(
        "connector",
        "upsert-kafka",
        "topic",
        topic,
        "properties.bootstrap.servers",
        kafka.bootstrapServers(),
        "properties.group.id",
        "millrace." + fromTopic,
        "key.format",
        "avro-confluent",
        "key.avro-confluent.url",
        registry,
        "value.format",
        "avro-confluent",
        "value.avro-confluent.url",
        registry);
  }

  /// Rows leave at once: waiting for fuller batches would be paid for in latency.
  private Map<String, String> sinkOptions() {
    Map<String, String> options = new HashMap<>(options(toTopic));
    options.remove("properties.group.id");
    options.put("sink.parallelism", "1");
    options.put("properties.linger.ms", "0");
    options.put("properties.compression.type", "lz4");
    options.put("properties.max.request.size", "16777216");
    options.put("properties.batch.size", "131072");
    return options;
  }
}
