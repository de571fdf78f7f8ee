package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The columns of a table. A domain counts as its base type, an enumeration as `text`, as those
/// types need not exist in the other database.
final class TableColumns {

  private static final String COLUMNS =
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

  private TableColumns() {}

  /// Empty when there is no such table.
  static List<Column> of(Connection connection, TableName table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.quoted());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(
              new Column(
                  row.getString(1),
                  row.getString(2),
                  row.getBoolean(3),
                  row.getInt(4),
                  row.getBoolean(5)));
        }
      }
    }
    return columns;
  }
}
