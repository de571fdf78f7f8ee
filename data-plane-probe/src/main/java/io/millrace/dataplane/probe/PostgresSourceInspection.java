package io.millrace.dataplane.probe;

import static io.millrace.dataplane.probe.Login.quoted;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest.Source;
import io.millrace.runner.protocol.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What change data capture needs of PostgreSQL: logical decoding, a free slot, the right to
/// replicate and publish, and for each table a primary key and the right to read it.
final class PostgresSourceInspection {

  private final Connection connection;
  private final Source source;

  PostgresSourceInspection(Connection connection, Source source) {
    this.connection = connection;
    this.source = source;
  }

  void run(List<Problem> problems, Map<TableName, List<Column>> tables) throws SQLException {
    checkLogicalDecoding(problems);
    checkReplicationRole(problems);
    checkSlots(problems);
    for (TableName table : source.tables()) {
      checkTable(table, problems, tables);
    }
    if (problems.isEmpty() && !source.tables().isEmpty()) {
      checkPublication(problems);
    }
  }

  private void checkLogicalDecoding(List<Problem> problems) throws SQLException {
    String level = text("SELECT current_setting('wal_level')");
    if (!level.equals("logical")) {
      problems.add(
          problem(
              "wal-level",
              "wal_level is \"" + level + "\", so its log does not tell what changed in rows.",
              "As superuser: ALTER SYSTEM SET wal_level = logical; then restart PostgreSQL. On a"
                  + " managed service it is a parameter (Amazon RDS: rds.logical_replication = 1)."));
    }
  }

  private void checkReplicationRole(List<Problem> problems) throws SQLException {
    boolean allowed =
        flag(
            """
            SELECT rolsuper OR rolreplication OR EXISTS (
              SELECT 1 FROM pg_roles g
              WHERE g.rolname IN ('rds_replication', 'rds_superuser', 'azure_pg_admin')
                AND pg_has_role(current_user, g.oid, 'MEMBER'))
            FROM pg_roles WHERE rolname = current_user
            """);
    if (!allowed) {
      String user = quoted(source.endpoint().username());
      problems.add(
          problem(
              "replication-not-allowed",
              "The user " + source.endpoint().username() + " may not replicate.",
              "As superuser: ALTER ROLE "
                  + user
                  + " REPLICATION; (Amazon RDS: GRANT rds_replication TO "
                  + user
                  + ";)"));
    }
  }

  private void checkSlots(List<Problem> problems) throws SQLException {
    String own = "SELECT count(*) FROM pg_replication_slots WHERE slot_name = ?";
    if (number(own, source.slot()) > 0) {
      return;
    }
    if (flag(
        """
        SELECT (SELECT count(*) FROM pg_replication_slots)
               >= current_setting('max_replication_slots')::int
        """)) {
      problems.add(
          problem(
              "no-replication-slot",
              "All replication slots are taken.",
              "Drop one that nobody reads (SELECT slot_name, active FROM pg_replication_slots;"
                  + " SELECT pg_drop_replication_slot('…');), or raise max_replication_slots and"
                  + " restart PostgreSQL."));
    }
    if (flag(
        """
        SELECT (SELECT count(*) FROM pg_stat_replication)
               >= current_setting('max_wal_senders')::int
        """)) {
      problems.add(
          problem(
              "no-wal-sender",
              "All connections for replication are taken.",
              "Raise max_wal_senders and restart PostgreSQL."));
    }
  }

  private void checkTable(
      TableName table, List<Problem> problems, Map<TableName, List<Column>> tables)
      throws SQLException {
    List<Column> columns = TableColumns.of(connection, Dialect.POSTGRES, table);
    if (columns.isEmpty()) {
      problems.add(
          problem(
              "table-missing",
              "There is no table " + table.qualified() + " in it.",
              "Correct the pipeline's table, or make it. Tables of that name elsewhere: "
                  + elsewhere(table)
                  + "."));
      return;
    }
    tables.put(table, columns);
    if (!flag("SELECT has_table_privilege(to_regclass('" + literal(table) + "'), 'SELECT')")) {
      problems.add(
          problem(
              "select-not-allowed",
              "The user "
                  + source.endpoint().username()
                  + " may not read the table "
                  + table.qualified()
                  + ".",
              "GRANT USAGE ON SCHEMA "
                  + quoted(table.schema())
                  + " TO "
                  + quoted(source.endpoint().username())
                  + "; GRANT SELECT ON "
                  + Dialect.POSTGRES.quote(table)
                  + " TO "
                  + quoted(source.endpoint().username())
                  + ";"));
    }
    if (columns.stream().noneMatch(Column::inKey)) {
      problems.add(
          problem(
              "no-primary-key",
              "The table "
                  + table.qualified()
                  + " has no primary key, so a changed row could not be found again in the"
                  + " destination.",
              "ALTER TABLE " + Dialect.POSTGRES.quote(table) + " ADD PRIMARY KEY (…);"));
    }
    checkNames(table, columns, problems);
  }

  private void checkNames(TableName table, List<Column> columns, List<Problem> problems) {
    List<String> odd = Column.namesThatAvroRefuses(columns);
    if (!odd.isEmpty()) {
      problems.add(
          problem(
              "column-name",
              "The table "
                  + table.qualified()
                  + " has columns that Avro cannot name: "
                  + String.join(", ", odd)
                  + ".",
              "Rename them to letters, digits and underscores: ALTER TABLE "
                  + Dialect.POSTGRES.quote(table)
                  + " RENAME COLUMN "
                  + quoted(odd.getFirst())
                  + " TO …;"));
    }
  }

  private String elsewhere(TableName table) throws SQLException {
    return text(
        "SELECT coalesce(string_agg(schemaname || '.' || tablename, ', '), 'none')"
            + " FROM pg_tables WHERE tablename = '"
            + table.table().replace("'", "''")
            + "'");
  }

  /// Debezium makes the publication when it is missing, which takes the tables' owner.
  private void checkPublication(List<Problem> problems) throws SQLException {
    boolean exists =
        number("SELECT count(*)::int FROM pg_publication WHERE pubname = ?", source.slot()) > 0;
    boolean superuser = flag("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    if (superuser) {
      return;
    }
    String tables =
        source.tables().stream().map(Dialect.POSTGRES::quote).collect(Collectors.joining(", "));
    if (exists && published().containsAll(source.tables())) {
      return;
    }
    boolean owner = true;
    for (TableName table : source.tables()) {
      owner &=
          flag(
              "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('"
                  + literal(table)
                  + "')");
    }
    boolean create = flag("SELECT has_database_privilege(current_database(), 'CREATE')");
    if (!owner || !create) {
      problems.add(
          problem(
              "publication-not-allowed",
              "The user "
                  + source.endpoint().username()
                  + " may not publish these tables: it takes their owner and the right CREATE on"
                  + " the database.",
              exists
                  ? "As their owner: ALTER PUBLICATION "
                      + quoted(source.slot())
                      + " SET TABLE "
                      + tables
                      + ";"
                  : "As their owner: CREATE PUBLICATION "
                      + quoted(source.slot())
                      + " FOR TABLE "
                      + tables
                      + ";"));
    }
  }

  private List<TableName> published() throws SQLException {
    List<TableName> tables = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?")) {
      statement.setString(1, source.slot());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.add(new TableName(row.getString(1), row.getString(2)));
        }
      }
    }
    return tables;
  }

  private Problem problem(String code, String why, String nextStep) {
    return new Problem(
        "source-" + code,
        "The source " + source.endpoint().address() + " is not ready.",
        why,
        nextStep,
        Instant.now());
  }

  private static String literal(TableName table) {
    return Dialect.POSTGRES.quote(table).replace("'", "''");
  }

  private String text(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  private boolean flag(String sql) throws SQLException {
    return text(sql).equals("t");
  }

  private int number(String sql, String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }
}
