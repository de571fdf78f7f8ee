package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What LogMiner needs of Oracle: a log that is archived and tells whole rows, the rights to mine
/// it, and for each table a primary key.
///
/// The log is the container's, the tables are the pluggable database's: first the one is looked at,
/// then the other.
final class OracleSourceInspection {

  private static final Dialect DIALECT = Dialect.ORACLE;

  /// LogMiner leaves out what has a longer name.
  private static final int LONGEST_NAME = 30;

  /// Each of these, as a privilege or as a role.
  private static final List<String> NEEDED =
      List.of(
          "LOGMINING",
          "SELECT ANY TRANSACTION",
          "SELECT ANY TABLE",
          "FLASHBACK ANY TABLE",
          "LOCK ANY TABLE",
          "CREATE TABLE",
          "SELECT_CATALOG_ROLE",
          "EXECUTE_CATALOG_ROLE");

  private final Connection connection;
  private final Questions database;
  private final OracleEndpoint at;
  private final List<TableName> tables;

  OracleSourceInspection(Connection connection, OracleEndpoint at, List<TableName> tables) {
    this.connection = connection;
    this.database = new Questions(connection);
    this.at = at;
    this.tables = tables;
  }

  void run(List<Problem> problems, Map<TableName, List<Column>> found) throws SQLException {
    Findings findings = new Findings(at, problems);
    checkGrants(findings);
    boolean whole = checkLog(findings);
    enter(connection, at);
    for (TableName table : tables) {
      checkTable(table, whole, findings, found);
    }
  }

  /// From the root, where the log is, into the database with the tables.
  static void enter(Connection connection, OracleEndpoint at) throws SQLException {
    if (!at.pdb().isEmpty()) {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "ALTER SESSION SET CONTAINER = " + DIALECT.quote(at.pdb().toUpperCase(Locale.ROOT)));
      }
    }
  }

  private void checkGrants(Findings findings) throws SQLException {
    List<String> held =
        database.list("SELECT privilege FROM session_privs UNION SELECT role FROM session_roles");
    List<String> missing = new ArrayList<>(NEEDED);
    missing.removeAll(held);
    if (!missing.isEmpty()) {
      findings.add(
          "replication-not-allowed",
          "The user "
              + at.username()
              + " may not mine the log: it lacks "
              + String.join(", ", missing)
              + ".",
          "As administrator"
              + (at.pdb().isEmpty() ? "" : ", in the root")
              + ": GRANT "
              + String.join(", ", missing)
              + " TO "
              + at.username()
              + (at.pdb().isEmpty() ? ";" : " CONTAINER=ALL;"));
    }
  }

  /// @return whether whole rows are logged of all tables
  private boolean checkLog(Findings findings) {
    try {
      if (!database.text("SELECT log_mode FROM v$database").equals("ARCHIVELOG")) {
        findings.add(
            "no-archive-log",
            "Its log is not archived, so changes are lost when it is written over.",
            "As SYSDBA: SHUTDOWN IMMEDIATE; STARTUP MOUNT; ALTER DATABASE ARCHIVELOG; ALTER"
                + " DATABASE OPEN; (Amazon RDS: turn automatic backups on, and EXEC"
                + " rdsadmin.rdsadmin_util.set_configuration('archivelog retention hours', 24);)");
      }
      if (database.text("SELECT supplemental_log_data_min FROM v$database").equals("NO")) {
        findings.add(
            "no-supplemental-log",
            "Its log does not tell which row was changed.",
            "As SYSDBA: ALTER DATABASE ADD SUPPLEMENTAL LOG DATA; (Amazon RDS: EXEC"
                + " rdsadmin.rdsadmin_util.alter_supplemental_logging('ADD');)");
      }
      return database.text("SELECT supplemental_log_data_all FROM v$database").equals("YES");
    } catch (SQLException _) {
      // Who may not see v$database lacks SELECT_CATALOG_ROLE, which was found above.
      return true;
    }
  }

  private void checkTable(
      TableName table, boolean whole, Findings findings, Map<TableName, List<Column>> found)
      throws SQLException {
    String name = DIALECT.quote(table);
    List<Column> columns = TableColumns.of(connection, DIALECT, table);
    if (columns.isEmpty()) {
      findings.add(
          "table-missing",
          "There is no table "
              + table.qualified()
              + " that the user "
              + at.username()
              + " may see.",
          "Correct the pipeline's table: it is SCHEMA.TABLE, in capitals unless it was made in"
              + " quotes. Or: GRANT SELECT ON "
              + name
              + " TO "
              + at.username()
              + ";");
      return;
    }
    found.put(table, columns);
    boolean logged =
        whole
            || !database
                .text(
                    "SELECT 1 FROM all_log_groups WHERE owner = ? AND table_name = ?"
                        + " AND log_group_type = 'ALL COLUMN LOGGING'",
                    table.schema(),
                    table.table())
                .isEmpty();
    if (!logged) {
      findings.add(
          "no-supplemental-log",
          "The log does not hold whole rows of the table " + table.qualified() + ".",
          "ALTER TABLE " + name + " ADD SUPPLEMENTAL LOG DATA (ALL) COLUMNS;");
    }
    findings.ofTable(table, columns, "ALTER TABLE " + name + " RENAME COLUMN \"%s\" TO …");
    checkNames(table, columns, findings);
  }

  private static void checkNames(TableName table, List<Column> columns, Findings findings) {
    List<String> tooLong = new ArrayList<>();
    if (table.table().length() > LONGEST_NAME) {
      tooLong.add(table.table());
    }
    columns.stream()
        .map(Column::name)
        .filter(column -> column.length() > LONGEST_NAME)
        .forEach(tooLong::add);
    if (!tooLong.isEmpty()) {
      findings.add(
          "name-too-long",
          "LogMiner leaves out what has a name of more than "
              + LONGEST_NAME
              + " characters: "
              + String.join(", ", tooLong)
              + ".",
          "Give it a shorter name, or leave the table out of the pipeline.");
    }
  }
}
