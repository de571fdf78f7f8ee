package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint.Flavour;
import io.millrace.dataplane.catalogue.TableName;
import java.util.Map;
import java.util.stream.Collectors;

/// A MariaDB or MySQL source as a Debezium connector: it reads the binary log as a replica would.
final class MySqlSource {

  private MySqlSource() {}

  static Map<String, String> config(MySqlEndpoint at, Capture capture) {
    Map<String, String> config = SourceRecords.config();
    SourceRecords.capture(config, capture(at.flavour()), capture);
    config.put("database.hostname", at.hostname());
    config.put("database.port", Integer.toString(at.port()));
    config.put("database.user", at.username());
    config.put("database.password", capture.password());
    config.put("database.ssl.mode", sslMode(at));
    config.put("database.server.id", Long.toString(serverId(capture.identity())));
    config.put(
        "database.include.list",
        capture.tables().stream()
            .map(TableName::schema)
            .distinct()
            .sorted()
            .collect(Collectors.joining(",")));
    config.put("table.include.list", SourceRecords.includeList(capture.tables()));
    config.put("snapshot.fetch.size", Integer.toString(at.batchRows()));
    SchemaHistory.keep(config, capture);
    config.putAll(VALUES);
    return config;
  }

  private static String capture(Flavour flavour) {
    return switch (flavour) {
      case MARIADB -> "MariaDbCapture";
      case MYSQL -> "MySqlCapture";
    };
  }

  private static String sslMode(MySqlEndpoint at) {
    return switch (at.flavour()) {
      case MARIADB -> at.mariaDbSslMode();
      case MYSQL ->
          switch (at.sslMode()) {
            case "disable" -> "disabled";
            case "verify-full" -> "verify_identity";
            default -> "required";
          };
    };
  }

  /// A replica's number must be its own among all replicas of a server. 31 bits of a digest make a
  /// clash with another as unlikely as it gets.
  static long serverId(String identity) {
    return 1 + Integer.toUnsignedLong(identity.hashCode()) % 2_147_483_646L;
  }

  private static final Map<String, String> VALUES =
      Map.of(
          "bigint.unsigned.handling.mode", "precise",
          // A table's definition is read at the start; rows are read without holding a lock.
          "snapshot.locking.mode", "minimal",
          "connect.keep.alive", "true",
          "converters", "time",
          "time.type", "io.millrace.connect.debezium.TimeAsText");
}
