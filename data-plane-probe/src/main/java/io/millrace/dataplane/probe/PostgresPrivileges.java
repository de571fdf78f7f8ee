package io.millrace.dataplane.probe;

import static io.millrace.dataplane.probe.Login.quoted;

import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.probe.DestinationInspection.Missing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class PostgresPrivileges implements Privileges {

  private static final List<String> NEEDED = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

  private final Connection connection;
  private final String user;

  PostgresPrivileges(Connection connection, String user) {
    this.connection = connection;
    this.user = user;
  }

  @Override
  public Optional<Missing> missingToCreate(TableName table) throws SQLException {
    if (!flag("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ?)", table.schema())) {
      return Optional.of(
          new Missing(
              "schema-missing",
              "It has no schema " + table.schema() + ".",
              "CREATE SCHEMA " + quoted(table.schema()) + " AUTHORIZATION " + quoted(user) + ";"));
    }
    if (!flag("SELECT has_schema_privilege(?, 'CREATE')", table.schema())) {
      return Optional.of(
          new Missing(
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
    }
    return Optional.empty();
  }

  @Override
  public Optional<Missing> missingToWrite(TableName table) throws SQLException {
    String quotedTable = Dialect.POSTGRES.quote(table);
    for (String privilege : NEEDED) {
      if (!flag("SELECT has_table_privilege(?, '" + privilege + "')", quotedTable)) {
        return Optional.of(
            new Missing(
                "write-not-allowed",
                "The user "
                    + user
                    + " may not "
                    + privilege
                    + " in the table "
                    + table.qualified()
                    + ".",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON "
                    + quotedTable
                    + " TO "
                    + quoted(user)
                    + ";"));
      }
    }
    return Optional.empty();
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
