package io.millrace.dataplane.catalogue;

import java.util.List;
import java.util.Map;

/// Where a PostgreSQL database is and as whom to log in.
public record PostgresEndpoint(
    String hostname, int port, String database, String username, String sslMode)
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
        settings.choice("sslmode", SSL_MODES));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String address() {
    return hostname + ":" + port + "/" + database;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public Map<String, String> config() {
    return Map.of(
        "hostname",
        hostname,
        "port",
        Integer.toString(port),
        "database",
        database,
        "username",
        username,
        "sslmode",
        sslMode);
  }
}
