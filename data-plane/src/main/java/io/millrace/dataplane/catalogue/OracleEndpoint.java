package io.millrace.dataplane.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where an Oracle Database is and as whom to log in. Its log is that of the whole container
/// database, so a source logs in to the container's root and names the pluggable database beside.
///
/// @param database the name of a service
/// @param pdb the pluggable database; empty where there is none, or where rows are only written
public record OracleEndpoint(
    String hostname,
    int port,
    String database,
    String pdb,
    String username,
    String sslMode,
    int batchRows)
    implements Endpoint.Database {

  public static final String TYPE = "oracle";

  private static final int PORT = 1521;

  /// The driver takes no certificate that nobody vouches for.
  private static final List<String> SSL_MODES = List.of("disable", "verify-full");

  static OracleEndpoint read(Settings settings) {
    return new OracleEndpoint(
        settings.required("hostname"),
        settings.port("port", PORT),
        settings.required("database"),
        settings.optional("pdb", ""),
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
    return Dialect.ORACLE;
  }

  @Override
  public Optional<String> driver() {
    return Optional.of(TYPE);
  }

  @Override
  public Map<String, String> config() {
    Map<String, String> config = new TreeMap<>(Endpoint.Database.super.config());
    config.put("pdb", pdb);
    return config;
  }

  /// For one who reads the log.
  public String url() {
    return url(database);
  }

  /// For one who writes rows: a pluggable database has a service of its own name.
  public String urlOfTables() {
    return url(pdb.isEmpty() ? database : pdb);
  }

  private String url(String service) {
    String place = hostname + ":" + port + "/" + service;
    return sslMode.equals("disable")
        ? "jdbc:oracle:thin:@//" + place
        : "jdbc:oracle:thin:@tcps://" + place + "?ssl_server_dn_match=on";
  }
}
