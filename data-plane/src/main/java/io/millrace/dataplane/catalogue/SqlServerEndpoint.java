package io.millrace.dataplane.catalogue;

import java.util.List;
import java.util.Optional;

/// Where a database of a SQL Server is and as whom to log in. A named instance has a port of its
/// own, by which it is reached.
public record SqlServerEndpoint(
    String hostname, int port, String database, String username, String sslMode, int batchRows)
    implements Endpoint.Database {

  public static final String TYPE = "sqlserver";

  private static final int PORT = 1433;
  private static final List<String> SSL_MODES = List.of("require", "disable", "verify-full");

  static SqlServerEndpoint read(Settings settings) {
    return new SqlServerEndpoint(
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
    return Dialect.SQLSERVER;
  }

  @Override
  public Optional<String> driver() {
    return Optional.of(TYPE);
  }

  /// For the driver, in any of the ways in which it is told.
  public boolean encrypted() {
    return !sslMode.equals("disable");
  }

  /// Whether a certificate is taken that nobody vouches for.
  public boolean trusting() {
    return !sslMode.equals("verify-full");
  }
}
