package io.millrace.connect.debezium;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/// Writes rows into PostgreSQL, all that come at once in one transaction, and many of them with one
/// statement.
///
/// Debezium's sink describes every value of every row anew and binds it by itself; of what a
/// destination took for a row, that was the most.
final class PostgresRows implements RowWriter, AutoCloseable {

  private static final String DEFAULT_BATCH = "500";

  /// An administrator's end of the connection, and two kinds of the server's own.
  private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03");

  private final String url;
  private final Properties login;
  private final int batchRows;
  private Connection connection;

  private PostgresRows(String url, Properties login, int batchRows) throws SQLException {
    this.url = url;
    this.login = login;
    this.batchRows = batchRows;
    this.connection = connect();
  }

  /// @param config as for Debezium's sink
  static PostgresRows open(Map<String, String> config) {
    Properties login = new Properties();
    login.setProperty("user", config.getOrDefault("connection.username", ""));
    login.setProperty("password", config.getOrDefault("connection.password", ""));
    try {
      return new PostgresRows(
          config.getOrDefault("connection.url", ""),
          login,
          Integer.parseInt(config.getOrDefault("batch.size", DEFAULT_BATCH)));
    } catch (SQLException e) {
      throw new ConnectException("PostgreSQL cannot be reached", e);
    }
  }

  /// A time without a zone is in UTC, wherever the worker runs.
  private Connection connect() throws SQLException {
    Connection made = DriverManager.getConnection(url, login);
    try (Statement zone = made.createStatement()) {
      zone.execute("SET TIME ZONE 'UTC'");
      made.setAutoCommit(false);
      return made;
    } catch (SQLException e) {
      made.close();
      throw e;
    }
  }

  @Override
  public void write(List<SinkRecord> rows) {
    try {
      try {
        transaction(rows);
      } catch (SQLException e) {
        if (!lost(e)) {
          throw e;
        }
        // The server may have been started anew since the rows before.
        close();
        connection = connect();
        transaction(rows);
      }
    } catch (SQLException e) {
      throw new ConnectException("Rows could not be written", e);
    }
  }

  private static boolean lost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || ENDED.contains(state);
  }

  private void transaction(List<SinkRecord> rows) throws SQLException {
    try {
      writeAll(rows);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private void writeAll(List<SinkRecord> rows) throws SQLException {
    Map<String, PostgresTable> tables = new HashMap<>();
    Map<String, PostgresChanges> open = new LinkedHashMap<>();
    for (SinkRecord row : rows) {
      PostgresChanges changes = open.get(row.topic());
      if (changes != null && (!changes.fit(row) || changes.full(batchRows))) {
        changes.write(connection);
        changes = null;
      }
      if (changes == null) {
        PostgresTable table = tables.get(row.topic());
        if (table == null) {
          table = PostgresTable.lock(connection, row.topic());
          tables.put(row.topic(), table);
        }
        changes = new PostgresChanges(table, row);
        open.put(row.topic(), changes);
      }
      changes.add(row);
    }
    for (PostgresChanges each : open.values()) {
      each.write(connection);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // It is gone, which is what was wanted.
    }
  }
}
