package io.millrace.bench.pipeline;

import io.millrace.bench.home.Await;
import io.millrace.bench.home.BenchHome;
import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The table `public.events` that is carried, in databases of its own in the demo's server. The
/// destination's has a column more, `arrived_at`, which the server fills when a row is written.
final class Events {

  static final String TABLE = "public.events";

  private static final String SOURCE_COLUMNS =
      """
      id bigint PRIMARY KEY,
      customer text NOT NULL,
      status text NOT NULL,
      amount numeric(12,2) NOT NULL,
      created_at timestamptz NOT NULL
      """;
  private static final String DESTINATION_COLUMNS =
      SOURCE_COLUMNS + ", arrived_at timestamptz NOT NULL DEFAULT clock_timestamp()";
  private static final int ROWS_OF_A_TRANSACTION = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Database server;

  private Events(Database server) {
    this.server = server;
  }

  /// In the server of a home that is up.
  static Events in(BenchHome home) throws IOException {
    return new Events(
        new Database(
            "127.0.0.1",
            home.port(Port.DEMO),
            "postgres",
            "postgres",
            Credentials.open(home.home()).credentials().demoPassword()));
  }

  Database database(String name) {
    return new Database(server.host(), server.port(), name, server.user(), server.password());
  }

  Database source() {
    return database("bench_source");
  }

  void createSource() throws SQLException {
    create(source(), SOURCE_COLUMNS);
  }

  void createDestination(Database destination) throws SQLException {
    create(destination, DESTINATION_COLUMNS);
  }

  void drop(Database database) throws SQLException {
    execute(server, "DROP DATABASE " + database.name() + " WITH (FORCE)");
  }

  private void create(Database database, String columns) throws SQLException {
    execute(server, "CREATE DATABASE " + database.name());
    execute(database, "CREATE TABLE " + TABLE + " (" + columns + ")");
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = DemoDatabase.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Has a server forget how far a reader that is gone has read.
  static void dropSlot(Database database, String slot) throws IOException {
    try {
      execute(
          database,
          "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '"
              + slot
              + "'");
    } catch (SQLException e) {
      throw new IOException("The slot " + slot + " is still there", e);
    }
  }

  /// Adds rows with these numbers, both included, a thousand to a transaction.
  void insert(long first, long last) throws SQLException {
    String sql =
        "INSERT INTO "
            + TABLE
            + " SELECT n, 'customer ' || n % 1000, 'new', (n % 100000) / 100.0, clock_timestamp()"
            + " FROM generate_series(?::bigint, ?::bigint) n";
    try (Connection connection = DemoDatabase.connect(source());
        PreparedStatement insert = connection.prepareStatement(sql)) {
      for (long from = first; from <= last; from += ROWS_OF_A_TRANSACTION) {
        insert.setLong(1, from);
        insert.setLong(2, Math.min(last, from + ROWS_OF_A_TRANSACTION - 1));
        insert.executeUpdate();
      }
    }
  }

  /// Adds one row after another, each in a transaction of its own, at a steady pace.
  ///
  /// @return rows per second, as it came to be
  double insertSteadily(long first, long count, double perSecond)
      throws SQLException, InterruptedException {
    String sql = "INSERT INTO " + TABLE + " VALUES (?, ?, 'new', 12.34, clock_timestamp())";
    try (Connection connection = DemoDatabase.connect(source());
        PreparedStatement insert = connection.prepareStatement(sql)) {
      long begin = System.nanoTime();
      for (long i = 0; i < count; i++) {
        long due = begin + (long) (i / perSecond * NANOS_PER_SECOND);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        insert.setLong(1, first + i);
        insert.setString(2, "customer " + i % 1000);
        insert.executeUpdate();
      }
      return count * NANOS_PER_SECOND / (System.nanoTime() - begin);
    }
  }

  void awaitRow(Database destination, long id, Duration limit)
      throws IOException, InterruptedException, SQLException {
    try (Connection connection = DemoDatabase.connect(destination);
        Statement statement = connection.createStatement()) {
      Await.until(
          "row " + id + " in " + destination.name(),
          limit,
          () -> {
            try (ResultSet row =
                statement.executeQuery("SELECT 1 FROM " + TABLE + " WHERE id = " + id)) {
              return row.next();
            }
          });
    }
  }

  /// Leaves the source as it was before rows with higher numbers came, and the server with nothing
  /// to write.
  void deleteAfter(long last) throws SQLException {
    execute(source(), "DELETE FROM " + TABLE + " WHERE id > " + last);
    execute(source(), "VACUUM ANALYZE " + TABLE);
    execute(source(), "CHECKPOINT");
  }

  /// Rows per second with which these arrived, from the first of them to the last.
  ///
  /// @throws IOException if not every one is there
  double arrivalRate(Database destination, long first, long last) throws SQLException, IOException {
    String sql =
        "SELECT count(*), extract(epoch FROM max(arrived_at) - min(arrived_at)) FROM "
            + TABLE
            + between(first, last);
    try (Connection connection = DemoDatabase.connect(destination);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      if (row.getLong(1) != last - first + 1) {
        throw new IOException("Of " + (last - first + 1) + " rows, " + row.getLong(1) + " arrived");
      }
      return row.getLong(1) / row.getDouble(2);
    }
  }

  /// Of each of these rows, milliseconds from its insert in the source to its insert here.
  double[] latencies(Database destination, long first, long last) throws SQLException {
    String sql =
        "SELECT extract(epoch FROM arrived_at - created_at) * 1000 FROM "
            + TABLE
            + between(first, last);
    try (Connection connection = DemoDatabase.connect(destination);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      double[] millis = new double[(int) (last - first + 1)];
      int count = 0;
      while (rows.next()) {
        millis[count++] = rows.getDouble(1);
      }
      if (count != millis.length) {
        throw new SQLException("Of " + millis.length + " rows, " + count + " arrived");
      }
      return millis;
    }
  }

  private static String between(long first, long last) {
    return " WHERE id BETWEEN " + first + " AND " + last;
  }
}
