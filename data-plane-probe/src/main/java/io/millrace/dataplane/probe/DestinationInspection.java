package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.TableFit;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.runner.protocol.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Whether rows can be written, and the tables that they go to: made where they are missing, and
/// made to follow their rows where that is wished.
final class DestinationInspection {

  private final Connection connection;
  private final Destination destination;
  private final Dialect dialect;
  private final Map<TableName, List<Column>> sourceTables;
  private final Privileges privileges;

  DestinationInspection(
      Connection connection, Destination destination, Map<TableName, List<Column>> sourceTables) {
    this.connection = connection;
    this.destination = destination;
    this.sourceTables = sourceTables;
    dialect = destination.endpoint().dialect();
    privileges =
        switch (destination.endpoint()) {
          case PostgresEndpoint at -> new PostgresPrivileges(connection, at.username());
          case MySqlEndpoint at -> new MySqlPrivileges(connection, at);
          case OracleEndpoint at -> new OraclePrivileges(connection, at);
          case SqlServerEndpoint at -> new SqlServerPrivileges(connection, at.username());
        };
  }

  void run(List<Problem> problems, Map<TableName, List<Column>> tables) throws SQLException {
    for (Target target : destination.tables()) {
      List<Column> columns = TableColumns.of(connection, dialect, target.table());
      if (columns.isEmpty()) {
        make(target, problems);
        columns = TableColumns.of(connection, dialect, target.table());
      } else if (destination.follow()) {
        follow(target, columns, problems);
        columns = TableColumns.of(connection, dialect, target.table());
      }
      if (!columns.isEmpty()) {
        tables.put(target.table(), columns);
        privileges.missingToWrite(target.table()).map(this::problem).ifPresent(problems::add);
      }
    }
  }

  private List<Column> rows(Target target) {
    return switch (target) {
      case Target.Look _ -> List.of();
      case Target.Same same -> sourceTables.getOrDefault(same.source(), List.of());
      case Target.Columns wished -> wished.columns();
    };
  }

  private void make(Target target, List<Problem> problems) throws SQLException {
    List<Column> columns = rows(target);
    if (columns.stream().noneMatch(Column::inKey)) {
      return;
    }
    var missing = privileges.missingToCreate(target.table());
    if (missing.isPresent()) {
      problems.add(problem(missing.get()));
      return;
    }
    String sql = dialect.createTable(target.table(), columns);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      problems.add(
          problem(
              new Missing(
                  "table-not-made",
                  "The table "
                      + target.table().qualified()
                      + " could not be made: "
                      + Login.said(e)
                      + ".",
                  "Make it yourself, with types that this database knows: " + sql + ";")));
    }
  }

  private void follow(Target target, List<Column> present, List<Problem> problems)
      throws SQLException {
    List<String> statements = TableFit.follow(dialect, target.table(), rows(target), present);
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        problems.add(
            problem(
                new Missing(
                    "table-not-changed",
                    "The table "
                        + target.table().qualified()
                        + " could not be made to follow its source: "
                        + Login.said(e)
                        + ".",
                    "Change it yourself: " + sql + ";")));
        return;
      }
    }
  }

  /// What a user may not do, and the statement that mends it.
  record Missing(String code, String why, String nextStep) {}

  private Problem problem(Missing missing) {
    return new Problem(
        "destination-" + missing.code(),
        "The destination " + destination.endpoint().address() + " is not ready.",
        missing.why(),
        missing.nextStep(),
        Instant.now());
  }
}
