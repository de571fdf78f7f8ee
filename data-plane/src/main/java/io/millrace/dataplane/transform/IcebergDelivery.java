package io.millrace.dataplane.transform;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.IcebergEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.transform.Transform.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One topic's way into an Iceberg table, as Flink SQL statements: each checkpoint is a commit, in
/// which the newest row of each key stands and a deleted one is gone.
///
/// @param reading the topic's rows
/// @param password of the catalogue; empty if it needs none
public record IcebergDelivery(
    Transform reading, IcebergEndpoint lake, String password, TableName target, boolean follows)
    implements TableJob {

  /// Each commit makes files, so this is how fresh the table is against how many files it has.
  public static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

  private static final String CATALOGUE = "millrace_lake";

  @Override
  public TableName source() {
    return reading.source();
  }

  @Override
  public String subject() {
    return "The way of " + source().qualified() + " into the lake";
  }

  @Override
  public List<String> declarations() {
    return reading.declarations();
  }

  @Override
  public String describe() {
    return reading.describe();
  }

  @Override
  public Optional<String> objection(List<Output> outputs) {
    return reading.objection(outputs);
  }

  @Override
  public List<Column> targetColumns(List<Output> outputs) {
    return reading.targetColumns(outputs);
  }

  @Override
  public Duration checkpointInterval() {
    return COMMIT_INTERVAL;
  }

  @Override
  public List<String> start(List<Output> outputs) {
    List<String> columns = new ArrayList<>();
    for (Output output : outputs) {
      boolean key = reading.key().stream().anyMatch(each -> each.name().equals(output.name()));
      columns.add(column(output) + (key ? " NOT NULL" : ""));
    }
    String key =
        reading.key().stream()
            .map(Column::name)
            .map(Sql::identifier)
            .collect(Collectors.joining(", "));
    return List.of(
        "CREATE CATALOG " + CATALOGUE + " WITH (" + Sql.options(lake.properties(password)) + ")",
        "CREATE DATABASE IF NOT EXISTS " + CATALOGUE + "." + Sql.identifier(target.schema()),
        "CREATE TABLE IF NOT EXISTS "
            + table()
            + " ("
            + String.join(", ", columns)
            + ", PRIMARY KEY ("
            + key
            + ") NOT ENFORCED) WITH ("
            + Sql.options(Map.of("format-version", "2", "write.upsert.enabled", "true"))
            + ")",
        "INSERT INTO "
            + table()
            + " ("
            + names(outputs)
            + ") SELECT "
            + names(outputs)
            + " FROM "
            + Sql.identifier(Transform.RESULT));
  }

  @Override
  public Optional<String> describeTarget() {
    return follows ? Optional.of("DESCRIBE " + table()) : Optional.empty();
  }

  @Override
  public List<String> follow(List<Output> outputs, List<Output> target) {
    Map<String, String> there =
        target.stream().collect(Collectors.toMap(Output::name, Output::type));
    List<String> statements = new ArrayList<>();
    for (Output output : outputs) {
      String type = there.get(output.name());
      if (type == null) {
        statements.add("ALTER TABLE " + table() + " ADD " + column(output));
      } else if (promotes(type, output.type())) {
        statements.add("ALTER TABLE " + table() + " MODIFY " + column(output));
      }
    }
    return statements;
  }

  /// The changes of a column's type that Iceberg makes without rewriting a file.
  static boolean promotes(String from, String to) {
    return switch (base(from)) {
      case "INT" -> base(to).equals("BIGINT");
      case "FLOAT" -> base(to).equals("DOUBLE");
      case "DECIMAL" ->
          base(to).equals("DECIMAL")
              && number(to, 2) == number(from, 2)
              && number(to, 1) > number(from, 1);
      default -> false;
    };
  }

  private static String base(String type) {
    return type.replaceAll("\\(.*|\\s.*", "");
  }

  private static int number(String type, int position) {
    Matcher matcher = Pattern.compile("\\((\\d+),\\s*(\\d+)\\)").matcher(type);
    return matcher.find() ? Integer.parseInt(matcher.group(position)) : 0;
  }

  private static String column(Output output) {
    return Sql.identifier(output.name()) + " " + output.type();
  }

  private static String names(List<Output> outputs) {
    return outputs.stream()
        .map(Output::name)
        .map(Sql::identifier)
        .collect(Collectors.joining(", "));
  }

  private String table() {
    return CATALOGUE + "." + Sql.identifier(target.schema()) + "." + Sql.identifier(target.table());
  }
}
