package io.millrace.dataplane.catalogue;

import java.util.List;

/// Where a PostgreSQL database is and as whom to log in.
public record PostgresEndpoint(
    String hostname, int port, String database, String username, String sslMode, int batchRows)
    implements Endpoint.Database {

  public static final String TYPE = "postgres";

  private static final int PORT = 5432;
  private static final List<String> SSL_MODES =
      List.of("prefer", "disable", "require", "verify-full");

  static PostgresEndpoint read(Settings settings) {
    return new PostgresEndpoint(
        settings.required("hostname"),
        settings.port("port", PORT),
        settings.required("database"),
        settings.required("username"),
        settings.choice("sslmode", SSL_MODES),
        settings.number("batchRows", 1, MOST_BATCH_ROWS, BATCH_ROWS));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }
}
