package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint.Flavour;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A MariaDB or MySQL source as a Debezium connector: it reads the binary log as a replica would.
public final class MySqlSource {

  private MySqlSource() {}

  /// @param prefix the first part of every topic's name
  /// @param identity tells the server this reader from others; see [#serverId]
  /// @param historyTopic is made by the connector
  public static Map<String, String> config(
      MySqlEndpoint at,
      String password,
      String prefix,
      String identity,
      String historyTopic,
      String bootstrapServers,
      List<TableName> tables,
      InitialSnapshot initial) {
    Map<String, String> config = SourceRecords.config();
    SourceRecords.capture(config, capture(at.flavour()), identity, bootstrapServers);
    config.put("tasks.max", "1");
    config.put("database.hostname", at.hostname());
    config.put("database.port", Integer.toString(at.port()));
    config.put("database.user", at.username());
    config.put("database.password", password);
    config.put("database.ssl.mode", sslMode(at));
    config.put("database.server.id", Long.toString(serverId(identity)));
    config.put("topic.prefix", prefix);
    config.put(
        "database.include.list",
        tables.stream()
            .map(TableName::schema)
            .distinct()
            .sorted()
            .collect(Collectors.joining(",")));
    config.put("table.include.list", SourceRecords.includeList(tables));
    config.put("snapshot.mode", SourceRecords.snapshotMode(initial));
    config.put("snapshot.fetch.size", Integer.toString(at.batchRows()));
    SchemaHistory.keep(config, historyTopic, bootstrapServers);
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
