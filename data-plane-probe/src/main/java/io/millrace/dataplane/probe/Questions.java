package io.millrace.dataplane.probe;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Small questions to a database.
record Questions(Connection connection) {

  /// The first column of all rows.
  List<String> list(String sql, String... arguments) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(String.valueOf(row.getString(1)));
        }
      }
    }
    return found;
  }

  /// Empty when there is no row.
  String text(String sql, String... arguments) throws SQLException {
    List<String> found = list(sql, arguments);
    return found.isEmpty() ? "" : found.getFirst();
  }

  boolean flag(String sql, String... arguments) throws SQLException {
    return text(sql, arguments).equals("1");
  }

  /// Whether a statement that touches no row is allowed.
  boolean works(String sql) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
      return true;
    } catch (SQLException _) {
      return false;
    }
  }
}
