package io.millrace.system.pairs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a table by JDBC; the first column is its key.
final class JdbcRows {

  private JdbcRows() {}

  /// How a store's driver gives a value of a column.
  interface Reader {
    Object read(ResultSet row, int column) throws SQLException;
  }

  static SortedMap<Long, Map<String, String>> of(Connection connection, String table, Reader reader)
      throws SQLException {
    SortedMap<Long, Map<String, String>> rows = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        Map<String, String> values = new TreeMap<>();
        for (int column = 1; column <= columns; column++) {
          values.put(row.getMetaData().getColumnName(column), Words.of(reader.read(row, column)));
        }
        rows.put(row.getLong(1), values);
      }
    }
    return rows;
  }
}
