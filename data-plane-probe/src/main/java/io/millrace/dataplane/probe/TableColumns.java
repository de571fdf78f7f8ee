package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.MySqlTypes;
import io.millrace.dataplane.catalogue.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The columns of a table, their types in PostgreSQL's spelling. A domain counts as its base type,
/// an enumeration as `text`, as those types need not exist in the other database.
final class TableColumns {

  private static final String POSTGRES =
      """
      SELECT a.attname,
             CASE
               WHEN base.typtype = 'e' THEN 'text'
               WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
               ELSE format_type(a.atttypid, a.atttypmod)
             END,
             NOT (a.attnotnull OR t.typnotnull),
             coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0),
             a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> ''
      FROM pg_attribute a
      JOIN pg_type t ON t.oid = a.atttypid
      JOIN pg_type base ON base.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
      LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
      WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private static final String MYSQL =
      """
      SELECT c.column_name,
             c.column_type,
             c.is_nullable = 'YES',
             coalesce(k.ordinal_position, 0),
             c.column_default IS NOT NULL OR c.extra <> ''
      FROM information_schema.columns c
      LEFT JOIN information_schema.key_column_usage k
        ON k.table_schema = c.table_schema AND k.table_name = c.table_name
        AND k.column_name = c.column_name AND k.constraint_name = 'PRIMARY'
      WHERE c.table_schema = ? AND c.table_name = ?
      ORDER BY c.ordinal_position
      """;

  private TableColumns() {}

  /// Empty when there is no such table.
  static List<Column> of(Connection connection, Dialect dialect, TableName table)
      throws SQLException {
    return switch (dialect) {
      case POSTGRES -> read(connection, POSTGRES, type -> type, Dialect.POSTGRES.quote(table));
      case MARIADB, MYSQL ->
          read(connection, MYSQL, MySqlTypes::canonical, table.schema(), table.table());
    };
  }

  private static List<Column> read(
      Connection connection, String sql, UnaryOperator<String> type, String... arguments)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(
              new Column(
                  row.getString(1),
                  type.apply(row.getString(2)),
                  row.getBoolean(3),
                  row.getInt(4),
                  row.getBoolean(5)));
        }
      }
    }
    return columns;
  }
}
