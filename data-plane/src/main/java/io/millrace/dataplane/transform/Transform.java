package io.millrace.dataplane.transform;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One table's transform as Flink SQL statements.
///
/// Each input's topic is a table of raw values, a view over it under the table's own name gives
/// them their types, and the user's SELECT is a view over those.
///
/// @param inputs what the SELECT reads; the first is the table that is transformed, and each row of
///   the result belongs to one of its rows
/// @param select the user's SELECT
public record Transform(List<Input> inputs, String select, String toTopic, Kafka kafka)
    implements TableJob {

  private static final String RAW = "millrace_raw";
  static final String RESULT = "millrace_result";
  private static final String TO = "millrace_to";

  /// Where topics and schemas are, as Flink sees them.
  public record Kafka(String bootstrapServers, URI registry) {}

  /// A table that a SELECT names without its schema.
  public record Input(TableName table, List<Column> columns, String topic) {
    public Input {
      columns = List.copyOf(columns);
    }

    /// The columns that Flink can read.
    List<Column> readable() {
      return columns.stream().filter(column -> FlinkTypes.inTopic(column).isPresent()).toList();
    }
  }

  /// A column of the transform's result, in Flink's own type.
  public record Output(String name, String type, boolean nullable) {}

  public Transform {
    inputs = List.copyOf(inputs);
    select = select.strip().replaceFirst(";\\s*$", "");
  }

  /// The tables among these that a SELECT seems to name, by the word alone: one too many is never
  /// read.
  public static List<TableName> named(String select, TableName own, Collection<TableName> others) {
    return others.stream()
        .filter(other -> !other.table().equals(own.table()))
        .filter(
            other ->
                Pattern.compile("(?<![\\w-])" + Pattern.quote(other.table()) + "(?![\\w-])")
                    .matcher(select)
                    .find())
        .collect(Collectors.groupingBy(TableName::table, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(same -> same.size() == 1)
        .map(List::getFirst)
        .toList();
  }

  @Override
  public TableName source() {
    return inputs.getFirst().table();
  }

  private List<Column> columns() {
    return inputs.getFirst().columns();
  }

  @Override
  public String subject() {
    return "The transform of " + source().qualified();
  }

  @Override
  public Duration checkpointInterval() {
    return Duration.ofSeconds(1);
  }

  @Override
  public List<String> declarations() {
    return declarations(Map.of());
  }

  /// As [#declarations], of the changes that are there now and none that come.
  public List<String> boundedDeclarations() {
    return declarations(Map.of("scan.bounded.mode", "latest-offset"));
  }

  private List<String> declarations(Map<String, String> reading) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String raw = i == 0 ? RAW : RAW + "_" + (i + 1);
      statements.add(rawTable(raw, inputs.get(i), reading));
      statements.add(typedView(raw, inputs.get(i)));
    }
    statements.add(resultView());
    return statements;
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
  private String rawTable(String name, Input input, Map<String, String> reading) {
    List<String> lines = new ArrayList<>();
    for (Column column : input.readable()) {
      lines.add(
          Sql.identifier(column.name())
              + " "
              + FlinkTypes.inTopic(column).orElseThrow()
              + (column.inKey() ? " NOT NULL" : ""));
    }
    List<String> key = Column.key(input.columns()).stream().map(Column::name).toList();
    Map<String, String> options = new HashMap<>(options(input.topic()));
    options.put("properties.group.id", "millrace." + input.topic());
    options.putAll(reading);
    return table(name, lines, key, options);
  }

  private static String typedView(String raw, Input input) {
    return "CREATE TEMPORARY VIEW "
        + Sql.identifier(input.table().table())
        + " AS SELECT "
        + input.readable().stream().map(FlinkTypes::read).collect(Collectors.joining(", "))
        + " FROM "
        + Sql.identifier(raw);
  }

  String resultView() {
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
    return Column.key(columns());
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
          columns().stream()
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
    options.put("sink.parallelism", "1");
    options.put("properties.linger.ms", "0");
    options.put("properties.compression.type", "lz4");
    options.put("properties.max.request.size", "16777216");
    options.put("properties.batch.size", "131072");
    return options;
  }
}
