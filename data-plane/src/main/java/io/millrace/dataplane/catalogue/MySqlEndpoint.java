package io.millrace.dataplane.catalogue;

import java.util.List;

/// Where a MariaDB or MySQL server is and as whom to log in. What other systems call a schema is a
/// database here, so a table is `database.table` and one connector may read several.
///
/// @param database where the login goes to
public record MySqlEndpoint(
    Flavour flavour,
    String hostname,
    int port,
    String database,
    String username,
    String sslMode,
    int batchRows)
    implements Endpoint.Database {

  private static final int PORT = 3306;

  /// There is no `prefer` here: of the two drivers, one does not know it.
  private static final List<String> SSL_MODES = List.of("require", "disable", "verify-full");

  /// Two servers that have grown apart.
  public enum Flavour {
    MARIADB,
    MYSQL
  }

  static MySqlEndpoint read(Flavour flavour, Settings settings) {
    return new MySqlEndpoint(
        flavour,
        settings.required("hostname"),
        settings.port("port", PORT),
        settings.required("database"),
        settings.required("username"),
        settings.choice("sslmode", SSL_MODES),
        settings.number("batchRows", 1, MOST_BATCH_ROWS, BATCH_ROWS));
  }

  @Override
  public String type() {
    return switch (flavour) {
      case MARIADB -> "mariadb";
      case MYSQL -> "mysql";
    };
  }

  @Override
  public Dialect dialect() {
    return switch (flavour) {
      case MARIADB -> Dialect.MARIADB;
      case MYSQL -> Dialect.MYSQL;
    };
  }

  /// [#sslMode] in the words of MariaDB's driver and connector.
  public String mariaDbSslMode() {
    return sslMode.equals("require") ? "trust" : sslMode;
  }
}
