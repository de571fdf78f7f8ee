package io.millrace.system.pairs;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.SortedMap;

/// A PostgreSQL server of the test's own.
public final class PostgresStore implements Store {

  private final EmbeddedPostgres server;

  public PostgresStore() throws IOException, SQLException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("wal_level", "logical")
            .setServerConfig("timezone", "UTC")
            .start();
    execute("CREATE ROLE millrace SUPERUSER LOGIN");
    execute("CREATE SCHEMA shop");
  }

  int port() {
    return server.getPort();
  }

  public Connection connection() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres?user=millrace&currentSchema=shop");
  }

  public void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/postgres?user=postgres");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public SortedMap<Long, Map<String, String>> rows(String table) throws SQLException {
    try (Connection connection = connection()) {
      return JdbcRows.of(
          connection,
          table,
          (row, column) -> {
            String type = row.getMetaData().getColumnTypeName(column);
            return switch (type) {
              case "bytea", "float4", "bool", "_int4", "_text" -> row.getObject(column);
              default -> row.getString(column);
            };
          });
    }
  }

  /// A backend that dies takes all others with it, and the server recovers from its log.
  @Override
  public void crash() throws Exception {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
    }
  }

  @Override
  public String connector() {
    return """
    {"type": "postgres", "config": {"hostname": "127.0.0.1", "port": "%d", "database": "postgres",
     "username": "millrace"}}
    """
        .formatted(port());
  }

  @Override
  public String qualified(String table) {
    return "shop." + table;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
