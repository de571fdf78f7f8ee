package io.millrace.connect.debezium;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/// A table of the destination, as it is until the end of the transaction.
///
/// @param name quoted
/// @param types column → its type, without its length, so that a value that is too long is an error
///   and not cut; of a domain the type beneath it, for the same reason
record PostgresTable(String name, Map<String, String> types) {

  private static final String COLUMNS =
      """
      WITH RECURSIVE columns AS (
        SELECT attname AS name, atttypid AS type
        FROM pg_attribute
        WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
        UNION ALL
        SELECT name, typbasetype FROM columns JOIN pg_type ON oid = type WHERE typtype = 'd'
      )
      SELECT name, format_type(type, -1)
      FROM columns JOIN pg_type ON oid = type WHERE typtype <> 'd'
      """;

  PostgresTable {
    types = Map.copyOf(types);
  }

  private static final Set<String> MISSING = Set.of("42P01", "3F000");

  /// Nobody can change the table before the transaction ends: a value would be read as what its
  /// column was, and with that lose what it is now.
  ///
  /// @param topic `schema.table`
  static PostgresTable lock(Connection connection, String topic) throws SQLException {
    int dot = topic.indexOf('.');
    String name =
        dot < 0
            ? quoted(topic)
            : quoted(topic.substring(0, dot)) + "." + quoted(topic.substring(dot + 1));
    try (PreparedStatement select =
        connection.prepareStatement("LOCK TABLE " + name + " IN ROW EXCLUSIVE MODE; " + COLUMNS)) {
      select.setString(1, name);
      select.execute();
      select.getMoreResults();
      Map<String, String> types = new HashMap<>();
      try (ResultSet rows = select.getResultSet()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
      return new PostgresTable(name, types);
    } catch (SQLException e) {
      if (MISSING.contains(String.valueOf(e.getSQLState()))) {
        throw new ConnectException("Could not find table " + topic, e);
      }
      throw e;
    }
  }

  String type(String column) {
    String type = types.get(column);
    if (type == null) {
      throw new ConnectException(
          name + " has no column " + quoted(column) + ", and schema evolution is disabled");
    }
    return type;
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
