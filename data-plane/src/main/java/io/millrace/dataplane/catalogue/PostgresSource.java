package io.millrace.dataplane.catalogue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A PostgreSQL source as a Debezium connector.
public final class PostgresSource {

  static final String CONNECTOR_CLASS = "io.debezium.connector.postgresql.PostgresConnector";

  private PostgresSource() {}

  /// @param prefix the first part of every topic's name
  /// @param slot the name of both the replication slot and the publication
  /// @param password an expression that Connect resolves
  public static Map<String, String> config(
      PostgresEndpoint at, String password, String prefix, String slot, List<TableName> tables) {
    Map<String, String> config = new TreeMap<>();
    config.put("connector.class", CONNECTOR_CLASS);
    config.put("tasks.max", "1");
    config.put("database.hostname", at.hostname());
    config.put("database.port", Integer.toString(at.port()));
    config.put("database.dbname", at.database());
    config.put("database.user", at.username());
    config.put("database.password", password);
    config.put("database.sslmode", at.sslMode());
    config.put("topic.prefix", prefix);
    config.put("plugin.name", "pgoutput");
    config.put("slot.name", slot);
    config.put("publication.name", slot);
    config.put("publication.autocreate.mode", "filtered");
    config.put("table.include.list", includeList(tables));
    config.put("snapshot.mode", "initial");
    config.putAll(VALUES);
    config.putAll(RECORDS);
    config.putAll(PACE);
    return config;
  }

  private static String includeList(List<TableName> tables) {
    return tables.stream()
        .map(table -> table.qualified().replace(".", "\\."))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /// How values are written. As text wherever a binary form would lose something: numeric keeps
  /// every digit and NaN, times keep microseconds, infinity and years before our era.
  private static final Map<String, String> VALUES =
      Map.of(
          "decimal.handling.mode", "string",
          "time.precision.mode", "isostring",
          "interval.handling.mode", "string",
          "hstore.handling.mode", "json",
          "binary.handling.mode", "bytes",
          "schema.name.adjustment.mode", "avro",
          // A value too large for the row is not in the log unless it changed: it is read again.
          "post.processors", "reselector",
          "reselector.type", "io.debezium.processors.reselect.ReselectColumnsPostProcessor",
          "reselector.reselect.null.values", "false",
          "reselector.reselect.error.handling.mode", "FAIL");

  /// What a record looks like: the row itself, a tombstone for a deleted one, and the commit's time
  /// as its timestamp.
  private static final Map<String, String> RECORDS =
      Map.of(
          "tombstones.on.delete", "false",
          "transforms", "unwrap,commitTime,faithfulRow",
          "transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState",
          "transforms.unwrap.delete.tombstone.handling.mode", "tombstone",
          "transforms.unwrap.add.headers", "source.ts_ms",
          "transforms.commitTime.type", "io.millrace.connect.transform.CommitTime",
          "transforms.faithfulRow.type", "io.millrace.connect.transform.FaithfulRow",
          "topic.heartbeat.prefix", "millrace.heartbeat");

  /// `poll.interval.ms` decides the latency: at 10 a row takes about 20 ms, at 1 half a core is
  /// busy while nothing happens. A failed task is restarted by the reconciler, which tells why, so
  /// Debezium's own silent retries are off.
  private static final Map<String, String> PACE =
      Map.ofEntries(
          Map.entry("poll.interval.ms", "10"),
          Map.entry("max.batch.size", "8192"),
          Map.entry("max.queue.size", "32768"),
          Map.entry("snapshot.fetch.size", "10000"),
          Map.entry("status.update.interval.ms", "1000"),
          Map.entry("heartbeat.interval.ms", "10000"),
          Map.entry("slot.max.retries", "20"),
          Map.entry("slot.retry.delay.ms", "500"),
          Map.entry("errors.max.retries", "0"),
          Map.entry("topic.creation.default.replication.factor", "-1"),
          Map.entry("topic.creation.default.partitions", "1"),
          Map.entry("topic.creation.default.cleanup.policy", "compact"));
}
