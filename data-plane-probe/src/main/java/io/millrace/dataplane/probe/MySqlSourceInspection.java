package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What change data capture needs of MariaDB or MySQL: a binary log of whole rows, the right to
/// read it as a replica does, and for each table a primary key and the right to read it.
final class MySqlSourceInspection {

  private final Connection connection;
  private final MySqlEndpoint endpoint;
  private final List<TableName> tables;

  MySqlSourceInspection(Connection connection, MySqlEndpoint endpoint, List<TableName> tables) {
    this.connection = connection;
    this.endpoint = endpoint;
    this.tables = tables;
  }

  void run(List<Problem> problems, Map<TableName, List<Column>> found) throws SQLException {
    checkLog(problems);
    checkGrants(problems);
    for (TableName table : tables) {
      checkTable(table, problems, found);
    }
  }

  private void checkLog(List<Problem> problems) throws SQLException {
    if (!variable("log_bin").equals("ON")) {
      problems.add(
          problem(
              "no-binary-log",
              "It keeps no binary log, so it does not tell what changed.",
              "Put into its configuration, under [mysqld]: log_bin = ON, server_id = 1,"
                  + " binlog_format = ROW, binlog_row_image = FULL; then restart it. On a managed"
                  + " service, turn automatic backups on and set these parameters."));
      return;
    }
    String format = variable("binlog_format");
    String image = variable("binlog_row_image");
    if (!format.equals("ROW") || !image.equals("FULL")) {
      problems.add(
          problem(
              "binary-log-format",
              "Its binary log does not hold whole rows (binlog_format is "
                  + format
                  + ", binlog_row_image is "
                  + image
                  + ").",
              "SET GLOBAL binlog_format = 'ROW'; SET GLOBAL binlog_row_image = 'FULL'; and the same"
                  + " in its configuration; then reconnect what writes."));
    }
  }

  private void checkGrants(List<Problem> problems) throws SQLException {
    String grants = grants();
    boolean all = grants.contains("ALL PRIVILEGES ON *.*");
    boolean replica =
        grants.contains("REPLICATION SLAVE") || grants.contains("REPLICATION REPLICA");
    boolean monitor =
        grants.contains("BINLOG MONITOR")
            || grants.contains("REPLICATION CLIENT")
            || grants.contains("SUPER");
    if (all || (replica && monitor)) {
      return;
    }
    problems.add(
        problem(
            "replication-not-allowed",
            "The user " + endpoint.username() + " may not read the binary log.",
            "As administrator: GRANT REPLICATION SLAVE, "
                + switch (endpoint.flavour()) {
                  case MARIADB -> "BINLOG MONITOR, REPLICATION SLAVE ADMIN";
                  case MYSQL -> "REPLICATION CLIENT";
                }
                + ", RELOAD ON *.* TO '"
                + endpoint.username()
                + "'@'%';"));
  }

  private String grants() throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GRANTS")) {
      while (row.next()) {
        all.append(row.getString(1)).append('\n');
      }
    }
    return all.toString().toUpperCase(Locale.ROOT);
  }

  private void checkTable(
      TableName table, List<Problem> problems, Map<TableName, List<Column>> found)
      throws SQLException {
    Dialect dialect = endpoint.dialect();
    List<Column> columns = TableColumns.of(connection, dialect, table);
    if (columns.isEmpty()) {
      problems.add(
          problem(
              "table-missing",
              "There is no table "
                  + table.qualified()
                  + " that the user "
                  + endpoint.username()
                  + " may see.",
              "Correct the pipeline's table (it is database.table here), make it, or: GRANT SELECT ON "
                  + dialect.quote(table)
                  + " TO '"
                  + endpoint.username()
                  + "'@'%';"));
      return;
    }
    found.put(table, columns);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM " + dialect.quote(table) + " LIMIT 0");
    } catch (SQLException _) {
      problems.add(
          problem(
              "select-not-allowed",
              "The user "
                  + endpoint.username()
                  + " may not read the table "
                  + table.qualified()
                  + ".",
              "GRANT SELECT ON "
                  + dialect.quote(table)
                  + " TO '"
                  + endpoint.username()
                  + "'@'%';"));
    }
    if (columns.stream().noneMatch(Column::inKey)) {
      problems.add(
          problem(
              "no-primary-key",
              "The table "
                  + table.qualified()
                  + " has no primary key, so a changed row could not be found again in the"
                  + " destination.",
              "ALTER TABLE " + dialect.quote(table) + " ADD PRIMARY KEY (…);"));
    }
    List<String> odd = Column.namesThatAvroRefuses(columns);
    if (!odd.isEmpty()) {
      problems.add(
          problem(
              "column-name",
              "The table "
                  + table.qualified()
                  + " has columns that Avro cannot name: "
                  + odd.stream().collect(Collectors.joining(", "))
                  + ".",
              "Rename them to letters, digits and underscores: ALTER TABLE "
                  + dialect.quote(table)
                  + " RENAME COLUMN "
                  + dialect.quote(odd.getFirst())
                  + " TO …;"));
    }
  }

  private Problem problem(String code, String why, String nextStep) {
    return new Problem(
        "source-" + code,
        "The source " + endpoint.address() + " is not ready.",
        why,
        nextStep,
        Instant.now());
  }

  private String variable(String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SHOW GLOBAL VARIABLES WHERE variable_name = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? String.valueOf(row.getString(2)).toUpperCase(Locale.ROOT).replaceFirst("^1$", "ON")
            : "";
      }
    }
  }
}
