package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What change data capture needs of SQL Server: that it is on for the database and each table, the
/// agent that carries it out, and for each table a primary key and the right to read it.
final class SqlServerSourceInspection {

  private static final Dialect DIALECT = Dialect.SQLSERVER;

  /// Editions by `SERVERPROPERTY('EngineEdition')`.
  private static final String EXPRESS = "4";

  private static final String AZURE_SQL_DATABASE = "5";

  /// Of the newest capture instance of a table, as that is the one that is read; without columns of
  /// types that the connector leaves out.
  private static final String CAPTURED =
      """
      SELECT c.column_name FROM cdc.captured_columns c
      WHERE c.object_id = (
          SELECT TOP (1) t.object_id FROM cdc.change_tables t
          WHERE t.source_object_id = OBJECT_ID(?) ORDER BY t.start_lsn DESC, t.create_date DESC)
        AND c.column_type NOT IN ('sql_variant', 'geometry', 'geography')
      """;

  private final Connection connection;
  private final Questions database;
  private final SqlServerEndpoint at;
  private final List<TableName> tables;

  SqlServerSourceInspection(Connection connection, SqlServerEndpoint at, List<TableName> tables) {
    this.connection = connection;
    this.database = new Questions(connection);
    this.at = at;
    this.tables = tables;
  }

  void run(List<Problem> problems, Map<TableName, List<Column>> found) throws SQLException {
    Findings findings = new Findings(at, problems);
    boolean capturing = checkCapture(findings);
    for (TableName table : tables) {
      checkTable(table, capturing, findings, found);
    }
  }

  private boolean checkCapture(Findings findings) throws SQLException {
    String edition = database.text("SELECT CAST(SERVERPROPERTY('EngineEdition') AS varchar(9))");
    if (edition.equals(EXPRESS)) {
      findings.add(
          "no-change-capture",
          "It is an Express edition, which has no change data capture.",
          "Use a Standard, Developer or Enterprise edition, or a managed service.");
      return false;
    }
    boolean on =
        database.flag(
            "SELECT CAST(is_cdc_enabled AS int) FROM sys.databases WHERE name = DB_NAME()");
    if (!on) {
      findings.add(
          "no-change-capture",
          "Change data capture is off in the database " + at.database() + ".",
          "As sysadmin, in that database: EXEC sys.sp_cdc_enable_db; (Amazon RDS: EXEC"
              + " msdb.dbo.rds_cdc_enable_db '"
              + at.database().replace("'", "''")
              + "';)");
      return false;
    }
    if (!edition.equals(AZURE_SQL_DATABASE)) {
      checkAgent(findings);
    }
    return true;
  }

  /// Who may not see the server's services is not told about them.
  private void checkAgent(Findings findings) {
    try {
      String status =
          database.text(
              "SELECT status_desc FROM sys.dm_server_services WHERE servicename LIKE 'SQL Server"
                  + " Agent%'");
      if (!status.isEmpty() && !status.equals("Running")) {
        findings.add(
            "no-agent",
            "The SQL Server Agent is "
                + status.toLowerCase(Locale.ROOT)
                + ", and it is"
                + " what fills the change tables.",
            "Start it, and let it start with the server: systemctl restart mssql-server after"
                + " /opt/mssql/bin/mssql-conf set sqlagent.enabled true, or in the Configuration"
                + " Manager of Windows.");
      }
    } catch (SQLException _) {
      // VIEW SERVER STATE is not needed for anything else.
    }
  }

  private void checkTable(
      TableName table, boolean capturing, Findings findings, Map<TableName, List<Column>> found)
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
          "Correct the pipeline's table (it is schema.table, such as dbo.orders), make it, or: "
              + readerGrant());
      return;
    }
    if (!database.flag("SELECT HAS_PERMS_BY_NAME(?, 'OBJECT', 'SELECT')", name)) {
      findings.add(
          "select-not-allowed",
          "The user " + at.username() + " may not read the table " + table.qualified() + ".",
          readerGrant());
    }
    findings.ofTable(
        table, columns, "EXEC sp_rename '" + name.replace("'", "''") + ".%s', '…', 'COLUMN'");
    found.put(table, capturing ? captured(table, columns, findings) : columns);
  }

  /// A column that is not captured does not come, so it is none of the table's for us.
  private List<Column> captured(TableName table, List<Column> columns, Findings findings) {
    String name = DIALECT.quote(table);
    try {
      if (!database.flag(
          "SELECT CAST(is_tracked_by_cdc AS int) FROM sys.tables WHERE object_id = OBJECT_ID(?)",
          name)) {
        findings.add(
            "table-not-captured",
            "Change data capture is off for the table " + table.qualified() + ".",
            "As db_owner: EXEC sys.sp_cdc_enable_table @source_schema = N'"
                + table.schema()
                + "', @source_name = N'"
                + table.table()
                + "', @role_name = NULL;");
        return columns;
      }
      Set<String> names = new HashSet<>(database.list(CAPTURED, name));
      return columns.stream().filter(column -> names.contains(column.name())).toList();
    } catch (SQLException _) {
      findings.add(
          "changes-not-allowed",
          "The user " + at.username() + " may not read the change tables (schema cdc).",
          readerGrant());
      return columns;
    }
  }

  private String readerGrant() {
    return "As db_owner: ALTER ROLE db_datareader ADD MEMBER " + DIALECT.quote(at.username()) + ";";
  }
}
