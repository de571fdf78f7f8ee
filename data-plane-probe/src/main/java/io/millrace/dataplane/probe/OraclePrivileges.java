package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.probe.DestinationInspection.Missing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Grants come from users, roles and schemas, so instead of reading them each statement is tried on
/// no row at all.
final class OraclePrivileges implements Privileges {

  private final Questions database;
  private final OracleEndpoint at;

  OraclePrivileges(Connection connection, OracleEndpoint at) {
    this.database = new Questions(connection);
    this.at = at;
  }

  @Override
  public Optional<Missing> missingToCreate(TableName table) throws SQLException {
    if (database.text("SELECT 1 FROM all_users WHERE username = ?", table.schema()).isEmpty()) {
      return Optional.of(
          new Missing(
              "schema-missing",
              "It has no schema "
                  + table.schema()
                  + ". Names are in capitals here, unless they were quoted.",
              "Correct the table's schema, or make it: CREATE USER "
                  + Dialect.ORACLE.quote(table.schema())
                  + " NO AUTHENTICATION DEFAULT TABLESPACE users QUOTA UNLIMITED ON users;"));
    }
    boolean own = table.schema().equals(at.username().toUpperCase(Locale.ROOT));
    String privilege = own ? "CREATE TABLE" : "CREATE ANY TABLE";
    if (!may("CREATE ANY TABLE") && !may(privilege)) {
      return Optional.of(
          new Missing(
              "create-not-allowed",
              "The table "
                  + table.qualified()
                  + " is missing, and the user "
                  + at.username()
                  + " may not make it.",
              "GRANT " + privilege + " TO " + at.username() + "; or make the table yourself."));
    }
    return Optional.empty();
  }

  private boolean may(String privilege) throws SQLException {
    return database.flag("SELECT 1 FROM session_privs WHERE privilege = ?", privilege);
  }

  @Override
  public Optional<Missing> missingToWrite(TableName table) {
    String name = Dialect.ORACLE.quote(table);
    Map<String, String> tries = new TreeMap<>();
    tries.put("SELECT", "SELECT 1 FROM " + name + " WHERE 1 = 0");
    tries.put("DELETE", "DELETE FROM " + name + " WHERE 1 = 0");
    tries.put("INSERT", "INSERT INTO " + name + " SELECT * FROM " + name + " WHERE 1 = 0");
    for (Map.Entry<String, String> each : tries.entrySet()) {
      if (!database.works(each.getValue())) {
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
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + name + " TO " + at.username() + ";"));
      }
    }
    return Optional.empty();
  }
}
