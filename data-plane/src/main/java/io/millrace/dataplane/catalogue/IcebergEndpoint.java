package io.millrace.dataplane.catalogue;

import io.millrace.runner.protocol.DesiredState.Connector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An Iceberg catalogue and the place where its tables' files are.
///
/// @param uri of the REST service or the catalogue's database; empty for plain files
/// @param warehouse the folder of all tables, as a URI, such as `s3://lake/warehouse`
public record IcebergEndpoint(Catalogue catalogue, String uri, String warehouse, String username)
    implements Endpoint.Lake {

  public static final String TYPE = "iceberg";

  /// Who knows which files are the newest version of a table.
  public enum Catalogue {
    /// A service that speaks Iceberg's REST protocol.
    REST,
    /// Tables of a PostgreSQL database.
    JDBC,
    /// A file beside the data; only one pipeline may write a table.
    FILES
  }

  /// Whether a connector is one; there may be none.
  public static boolean is(@Nullable Connector connector) {
    return connector != null && connector.type().equals(TYPE);
  }

  static IcebergEndpoint read(Settings settings) {
    Catalogue catalogue =
        Catalogue.valueOf(
            settings
                .choice("catalog", List.of("rest", "jdbc", "files"))
                .replaceFirst("^(?!rest$|jdbc$|files$).*$", "rest")
                .toUpperCase(java.util.Locale.ROOT));
    return new IcebergEndpoint(
        catalogue,
        catalogue == Catalogue.FILES ? settings.optional("uri", "") : settings.required("uri"),
        settings.required("warehouse"),
        settings.optional("username", ""));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String address() {
    return catalogue == Catalogue.FILES ? warehouse : uri;
  }

  @Override
  public Map<String, String> config() {
    return Map.of(
        "catalog",
        catalogue.name().toLowerCase(java.util.Locale.ROOT),
        "uri",
        uri,
        "warehouse",
        warehouse,
        "username",
        username);
  }

  /// What Flink's catalogue is told.
  public Map<String, String> properties(String password) {
    Map<String, String> properties = new HashMap<>();
    properties.put("type", "iceberg");
    properties.put("warehouse", warehouse);
    switch (catalogue) {
      case REST -> {
        properties.put("catalog-type", "rest");
        properties.put("uri", uri);
        if (!password.isEmpty()) {
          properties.put("credential", username.isEmpty() ? password : username + ":" + password);
        }
      }
      case JDBC -> {
        properties.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
        properties.put("uri", uri);
        properties.put("jdbc.user", username);
        properties.put("jdbc.password", password);
        properties.put("jdbc.schema-version", "V1");
      }
      case FILES -> properties.put("catalog-type", "hadoop");
    }
    return new TreeMap<>(properties);
  }
}
