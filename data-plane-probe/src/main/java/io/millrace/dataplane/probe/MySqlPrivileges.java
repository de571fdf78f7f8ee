package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.probe.DestinationInspection.Missing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Grants come from users, roles, databases and tables, so instead of reading them each statement
/// is tried on no row at all.
final class MySqlPrivileges implements Privileges {

  private static final int DENIED_TABLE = 1142;
  private static final int DENIED_COLUMN = 1143;

  private final Connection connection;
  private final MySqlEndpoint at;
  private final Dialect dialect;

  MySqlPrivileges(Connection connection, MySqlEndpoint at) {
    this.connection = connection;
    this.at = at;
    dialect = at.dialect();
  }

  @Override
  public Optional<Missing> missingToCreate(TableName table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?")) {
      statement.setString(1, table.schema());
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        new Missing(
            "schema-missing",
            "It has no database "
                + table.schema()
                + " that the user "
                + at.username()
                + " may see.",
            "CREATE DATABASE " + dialect.quote(table.schema()) + "; " + grant(table)));
  }

  @Override
  public Optional<Missing> missingToWrite(TableName table) {
    String name = dialect.quote(table);
    Map<String, String> tries = new TreeMap<>();
    tries.put("SELECT", "SELECT 1 FROM " + name + " WHERE 1 = 0");
    tries.put("DELETE", "DELETE FROM " + name + " WHERE 1 = 0");
    tries.put("INSERT", "INSERT INTO " + name + " SELECT * FROM " + name + " WHERE 1 = 0");
    for (Map.Entry<String, String> each : tries.entrySet()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(each.getValue());
      } catch (SQLException e) {
        if (e.getErrorCode() == DENIED_TABLE || e.getErrorCode() == DENIED_COLUMN) {
          return Optional.of(
              new Missing(
                  "write-not-allowed",
                  "The user "
                      + at.username()
                      + " may not "
                      + each.getKey()
                      + " in the table "
                      + table.qualified()
                      + ".",
                  grant(table)));
        }
      }
    }
    return Optional.empty();
  }

  private String grant(TableName table) {
    return "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON "
        + dialect.quote(table.schema())
        + ".* TO '"
        + at.username()
        + "'@'%';";
  }
}
