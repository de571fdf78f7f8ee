package io.millrace.dataplane.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a MongoDB deployment is, and as whom to log in. Its collections count as tables of two
/// columns.
///
/// @param uri its servers and options, as MongoDB writes them, without user and password
/// @param authSource the database that knows the user
public record MongoEndpoint(
    String uri, String database, String username, String authSource, String sslMode, int batchRows)
    implements Endpoint.Source {

  public static final String TYPE = "mongodb";

  /// A document's key, and all of it as JSON.
  public static final List<Column> COLUMNS =
      List.of(Column.of("_id", "text").withKey(1), new Column("document", "json", true, 0, false));

  private static final List<String> SSL_MODES = List.of("verify-full", "disable");

  static MongoEndpoint read(Settings settings) {
    return new MongoEndpoint(
        settings.shaped(
            "uri",
            "mongodb(\\+srv)?://[^@\\s]+",
            "Write it as mongodb://host:27017,host:27017/?replicaSet=name or"
                + " mongodb+srv://cluster.example.com/; user and password are settings of their"
                + " own."),
        settings.required("database"),
        settings.optional("username", ""),
        settings.optional("authSource", "admin"),
        settings.choice("sslmode", SSL_MODES),
        settings.number(
            "batchRows", 1, Endpoint.Database.MOST_BATCH_ROWS, Endpoint.Database.BATCH_ROWS));
  }

  @Override
  public String type() {
    return TYPE;
  }

  /// What was made by [#asStore].
  public static MongoEndpoint of(StoreEndpoint store) {
    Map<String, String> config = store.config();
    return new MongoEndpoint(
        config.getOrDefault("uri", ""),
        config.getOrDefault("database", ""),
        config.getOrDefault("username", ""),
        config.getOrDefault("authSource", ""),
        config.getOrDefault("sslmode", ""),
        Integer.parseInt(config.getOrDefault("batchRows", "1")));
  }

  /// As a destination, where its collections hold rows.
  public StoreEndpoint asStore() {
    return new StoreEndpoint(StoreEndpoint.Kind.MONGODB, config());
  }

  @Override
  public String address() {
    return servers(uri) + "/" + database;
  }

  static String servers(String uri) {
    return uri.replaceFirst("^mongodb(\\+srv)?://", "").replaceFirst("[/?].*", "");
  }

  @Override
  public Map<String, String> config() {
    return Map.of(
        "uri",
        uri,
        "database",
        database,
        "username",
        username,
        "authSource",
        authSource,
        "sslmode",
        sslMode,
        "batchRows",
        Integer.toString(batchRows));
  }

  @Override
  public Optional<String> driver() {
    return Optional.of(TYPE);
  }

  public boolean encrypted() {
    return !sslMode.equals("disable");
  }
}
