package io.millrace.dataplane.catalogue;

import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.Problem;
import java.util.Map;
import java.util.Optional;

/// Where a source or destination is and as whom to log in, without its secrets.
public sealed interface Endpoint {

  /// The name of the secret that every type has, or may have.
  String PASSWORD = "password";

  /// The catalogue's name of the type.
  String type();

  /// For sentences, such as `db:5432/shop`.
  String address();

  /// Who logs in.
  String username();

  /// As [#parse] reads it.
  Map<String, String> config();

  /// The plugin of the probe that is needed to log in; empty where the probe has the driver.
  default Optional<String> driver() {
    return Optional.empty();
  }

  /// What changes can be captured of, table by table.
  sealed interface Source extends Endpoint permits Database, MongoEndpoint {

    /// How many rows are read, or of a destination written, at once.
    int batchRows();
  }

  /// What rows can be written to.
  sealed interface Destination extends Endpoint permits Database, Lake, Store {}

  /// A database that speaks SQL.
  sealed interface Database extends Source, Destination
      permits PostgresEndpoint, MySqlEndpoint, SqlServerEndpoint, OracleEndpoint {

    int BATCH_ROWS = 2_000;
    int MOST_BATCH_ROWS = 10_000;

    String hostname();

    int port();

    String database();

    String sslMode();

    Dialect dialect();

    @Override
    default String address() {
      return hostname() + ":" + port() + "/" + database();
    }

    @Override
    default Map<String, String> config() {
      return Map.of(
          "hostname",
          hostname(),
          "port",
          Integer.toString(port()),
          "database",
          database(),
          "username",
          username(),
          "sslmode",
          sslMode(),
          "batchRows",
          Integer.toString(batchRows()));
    }
  }

  /// A catalogue of Iceberg tables. Never a source, and written by Flink.
  sealed interface Lake extends Destination permits IcebergEndpoint {}

  /// A store that is no SQL database. Never a source, and written by our own sinks.
  sealed interface Store extends Destination permits StoreEndpoint {}

  /// What a connector's settings come to.
  sealed interface Parsed {
    record Valid(Endpoint endpoint) implements Parsed {}

    record Invalid(Problem problem) implements Parsed {}
  }

  static Parsed parse(Connector connector) {
    Settings settings = new Settings(connector);
    return settings.finish(
        switch (connector.type()) {
          case PostgresEndpoint.TYPE -> PostgresEndpoint.read(settings);
          case "mariadb" -> MySqlEndpoint.read(MySqlEndpoint.Flavour.MARIADB, settings);
          case "mysql" -> MySqlEndpoint.read(MySqlEndpoint.Flavour.MYSQL, settings);
          case SqlServerEndpoint.TYPE -> SqlServerEndpoint.read(settings);
          case OracleEndpoint.TYPE -> OracleEndpoint.read(settings);
          case MongoEndpoint.TYPE -> MongoEndpoint.read(settings);
          case IcebergEndpoint.TYPE -> IcebergEndpoint.read(settings);
          case "kafka" -> StoreEndpoint.read(StoreEndpoint.Kind.KAFKA, settings);
          case "http" -> StoreEndpoint.read(StoreEndpoint.Kind.HTTP, settings);
          case "redis" -> StoreEndpoint.read(StoreEndpoint.Kind.REDIS, settings);
          case "opensearch" -> StoreEndpoint.read(StoreEndpoint.Kind.OPENSEARCH, settings);
          case "elasticsearch" -> StoreEndpoint.read(StoreEndpoint.Kind.ELASTICSEARCH, settings);
          default -> settings.unknownType();
        });
  }
}
