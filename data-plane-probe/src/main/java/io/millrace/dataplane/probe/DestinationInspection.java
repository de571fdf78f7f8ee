package io.millrace.dataplane.probe;

import static io.millrace.dataplane.probe.Login.quoted;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.runner.protocol.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whether rows can be written, and the tables that they go to, made where they are missing.
final class DestinationInspection {

  private static final List<String> NEEDED = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

  private final Connection connection;
  private final Destination destination;
  private final Map<TableName, List<Column>> sourceTables;

  DestinationInspection(
      Connection connection, Destination destination, Map<TableName, List<Column>> sourceTables) {
    this.connection = connection;
    this.destination = destination;
    this.sourceTables = sourceTables;
  }

  void run(List<Problem> problems, Map<TableName, List<Column>> tables) throws SQLException {
    for (Target target : destination.tables()) {
      List<Column> columns = TableColumns.of(connection, target.table());
      if (columns.isEmpty() && checkSchema(target.table(), problems)) {
        make(target, problems);
        columns = TableColumns.of(connection, target.table());
      }
      if (!columns.isEmpty()) {
        tables.put(target.table(), columns);
        checkPrivileges(target.table(), problems);
      }
    }
  }

  private boolean checkSchema(TableName table, List<Problem> problems) throws SQLException {
    String user = destination.endpoint().username();
    if (!flag("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ?)", table.schema())) {
      problems.add(
          problem(
              "schema-missing",
              "It has no schema " + table.schema() + ".",
              "CREATE SCHEMA " + quoted(table.schema()) + " AUTHORIZATION " + quoted(user) + ";"));
      return false;
    }
    if (!flag("SELECT has_schema_privilege(?, 'CREATE')", table.schema())) {
      problems.add(
          problem(
              "create-not-allowed",
              "The table "
                  + table.qualified()
                  + " is missing, and the user "
                  + user
                  + " may not make it.",
              "GRANT USAGE, CREATE ON SCHEMA "
                  + quoted(table.schema())
                  + " TO "
                  + quoted(user)
                  + "; or make the table yourself."));
      return false;
    }
    return true;
  }

  private void make(Target target, List<Problem> problems) throws SQLException {
    List<Column> columns =
        switch (target) {
          case Target.Look _ -> List.<Column>of();
          case Target.Same same -> sourceTables.getOrDefault(same.source(), List.of());
          case Target.Columns wished -> wished.columns();
        };
    if (columns.stream().noneMatch(Column::inKey)) {
      return;
    }
    String sql = createTable(target.table(), columns);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      problems.add(
          problem(
              "table-not-made",
              "The table "
                  + target.table().qualified()
                  + " could not be made: "
                  + Login.said(e)
                  + ".",
              "Make it yourself, with types that this database knows: " + sql + ";"));
    }
  }

  /// Only the key is NOT NULL: what the source demands of its rows, it has already seen to.
  static String createTable(TableName table, List<Column> columns) {
    String definitions =
        columns.stream()
            .map(
                column ->
                    quoted(column.name())
                        + " "
                        + column.type()
                        + (column.inKey() ? " NOT NULL" : ""))
            .collect(Collectors.joining(", "));
    String key =
        columns.stream()
            .filter(Column::inKey)
            .sorted(Comparator.comparingInt(Column::keyPosition))
            .map(column -> quoted(column.name()))
            .collect(Collectors.joining(", "));
    return "CREATE TABLE IF NOT EXISTS "
        + table.quoted()
        + " ("
        + definitions
        + ", PRIMARY KEY ("
        + key
        + "))";
  }

  private void checkPrivileges(TableName table, List<Problem> problems) throws SQLException {
    String user = destination.endpoint().username();
    for (String privilege : NEEDED) {
      if (!flag("SELECT has_table_privilege(?, '" + privilege + "')", table.quoted())) {
        problems.add(
            problem(
                "write-not-allowed",
                "The user "
                    + user
                    + " may not "
                    + privilege
                    + " in the table "
                    + table.qualified()
                    + ".",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON "
                    + table.quoted()
                    + " TO "
                    + quoted(user)
                    + ";"));
        return;
      }
    }
  }

  private Problem problem(String code, String why, String nextStep) {
    return new Problem(
        "destination-" + code,
        "The destination " + destination.endpoint().address() + " is not ready.",
        why,
        nextStep,
        Instant.now());
  }

  private boolean flag(String sql, String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
