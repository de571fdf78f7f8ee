package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.MySqlTypes;
import io.millrace.dataplane.catalogue.OracleTypes;
import io.millrace.dataplane.catalogue.SqlServerTypes;
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

  /// An alias type counts as what it stands for.
  private static final String SQL_SERVER =
      """
      SELECT c.name,
             CASE
               WHEN t.name IN ('char', 'varchar', 'binary', 'varbinary')
                 THEN CONCAT(t.name, '(', IIF(c.max_length = -1, 'max', CAST(c.max_length AS varchar(9))), ')')
               WHEN t.name IN ('nchar', 'nvarchar')
                 THEN CONCAT(t.name, '(', IIF(c.max_length = -1, 'max', CAST(c.max_length / 2 AS varchar(9))), ')')
               WHEN t.name IN ('decimal', 'numeric')
                 THEN CONCAT(t.name, '(', c.precision, ',', c.scale, ')')
               ELSE COALESCE(t.name, TYPE_NAME(c.user_type_id))
             END,
             c.is_nullable,
             COALESCE(k.key_ordinal, 0),
             CASE WHEN c.default_object_id <> 0 OR c.is_identity = 1 OR c.is_computed = 1
                    OR t.name = 'timestamp' THEN 1 ELSE 0 END
      FROM sys.columns c
      LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id
      LEFT JOIN sys.indexes i ON i.object_id = c.object_id AND i.is_primary_key = 1
      LEFT JOIN sys.index_columns k
        ON k.object_id = c.object_id AND k.index_id = i.index_id AND k.column_id = c.column_id
      WHERE c.object_id = OBJECT_ID(?)
      ORDER BY c.column_id
      """;

  /// Without columns of types that no connector reads.
  private static final String ORACLE =
      """
      SELECT c.column_name,
             CASE
               WHEN c.data_type = 'NUMBER' AND c.data_scale IS NOT NULL
                 THEN 'NUMBER(' || COALESCE(c.data_precision, 38) || ',' || c.data_scale || ')'
               WHEN c.data_type IN ('CHAR', 'VARCHAR2', 'NCHAR', 'NVARCHAR2')
                 THEN c.data_type || '(' || c.char_length || ')'
               ELSE c.data_type
             END,
             CASE c.nullable WHEN 'Y' THEN 1 ELSE 0 END,
             COALESCE(k.position, 0),
             CASE WHEN c.default_length IS NOT NULL OR c.virtual_column = 'YES' THEN 1 ELSE 0 END
      FROM all_tab_cols c
      LEFT JOIN all_constraints p
        ON p.owner = c.owner AND p.table_name = c.table_name AND p.constraint_type = 'P'
      LEFT JOIN all_cons_columns k
        ON k.owner = p.owner AND k.constraint_name = p.constraint_name
        AND k.table_name = c.table_name AND k.column_name = c.column_name
      WHERE c.owner = ? AND c.table_name = ? AND c.hidden_column = 'NO'
        AND c.data_type NOT IN ('LONG', 'LONG RAW', 'BFILE', 'SDO_GEOMETRY', 'JSON', 'VECTOR')
      ORDER BY c.column_id
      """;

  private TableColumns() {}

  /// Empty when there is no such table.
  static List<Column> of(Connection connection, Dialect dialect, TableName table)
      throws SQLException {
    return switch (dialect) {
      case POSTGRES -> read(connection, POSTGRES, type -> type, Dialect.POSTGRES.quote(table));
      case MARIADB, MYSQL ->
          read(connection, MYSQL, MySqlTypes::canonical, table.schema(), table.table());
      case SQLSERVER ->
          read(connection, SQL_SERVER, SqlServerTypes::canonical, dialect.quote(table));
      case ORACLE ->
          read(connection, ORACLE, OracleTypes::canonical, table.schema(), table.table());
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
