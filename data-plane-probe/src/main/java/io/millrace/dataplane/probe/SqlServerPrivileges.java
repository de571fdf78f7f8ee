package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.probe.DestinationInspection.Missing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class SqlServerPrivileges implements Privileges {

  private static final Dialect DIALECT = Dialect.SQLSERVER;
  private static final List<String> NEEDED = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

  private final Questions database;
  private final String user;

  SqlServerPrivileges(Connection connection, String user) {
    this.database = new Questions(connection);
    this.user = user;
  }

  @Override
  public Optional<Missing> missingToCreate(TableName table) throws SQLException {
    String schema = DIALECT.quote(table.schema());
    if (database.text("SELECT name FROM sys.schemas WHERE name = ?", table.schema()).isEmpty()) {
      return Optional.of(
          new Missing(
              "schema-missing",
              "It has no schema " + table.schema() + " that the user " + user + " may see.",
              "CREATE SCHEMA " + schema + " AUTHORIZATION " + DIALECT.quote(user) + ";"));
    }
    boolean tables =
        database.flag("SELECT HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'CREATE TABLE')");
    boolean alter = database.flag("SELECT HAS_PERMS_BY_NAME(?, 'SCHEMA', 'ALTER')", schema);
    if (!tables || !alter) {
      return Optional.of(
          new Missing(
              "create-not-allowed",
              "The table "
                  + table.qualified()
                  + " is missing, and the user "
                  + user
                  + " may not make it.",
              "GRANT CREATE TABLE TO "
                  + DIALECT.quote(user)
                  + "; GRANT ALTER ON SCHEMA::"
                  + schema
                  + " TO "
                  + DIALECT.quote(user)
                  + "; or make the table yourself."));
    }
    return Optional.empty();
  }

  @Override
  public Optional<Missing> missingToWrite(TableName table) throws SQLException {
    for (String privilege : NEEDED) {
      if (!database.flag(
          "SELECT HAS_PERMS_BY_NAME(?, 'OBJECT', '" + privilege + "')", DIALECT.quote(table))) {
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
                    + DIALECT.quote(table)
                    + " TO "
                    + DIALECT.quote(user)
                    + ";"));
      }
    }
    return Optional.empty();
  }
}
