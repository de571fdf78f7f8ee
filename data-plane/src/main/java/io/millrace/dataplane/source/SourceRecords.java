package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.TableName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What all Debezium sources are told alike: what a record looks like, and how often to look.
public final class SourceRecords {

  private SourceRecords() {}

  /// The setting that names the tables.
  private static final String TABLES = "table.include.list";

  /// The tables that a running connector reads, as `schema\\.table` each.
  public static List<String> included(Map<String, String> connector) {
    String tables =
        connector.getOrDefault(TABLES, connector.getOrDefault(MongoSource.COLLECTIONS, ""));
    return List.of(tables.split(",", -1));
  }

  static Map<String, String> pace() {
    return new TreeMap<>(PACE);
  }

  static Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.putAll(VALUES);
    config.putAll(RECORDS);
    config.putAll(PACE);
    return config;
  }

  /// The Debezium connector, with what stands around it, and what is the same for every database.
  ///
  /// @param connector see the module `connect-debezium`
  static void capture(Map<String, String> config, String connector, Capture capture) {
    // Debezium names its figures by the topics' prefix, which sources of one pipeline share, and
    // waits a minute or two for a name that is taken.
    config.put("custom.metric.tags", "source=" + capture.identity());
    config.put("connector.class", "io.millrace.connect.debezium." + connector);
    config.put("millrace.kafka.bootstrap.servers", capture.kafka());
    config.put("skipped.operations", "none");
    config.put("tasks.max", "1");
    config.put("topic.prefix", capture.prefix());
    config.put(
        "snapshot.mode",
        switch (capture.initial()) {
          case ALL -> "initial";
          case NONE -> "no_data";
        });
  }

  static String includeList(List<TableName> tables) {
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
          "binary.handling.mode", "bytes",
          "schema.name.adjustment.mode", "avro",
          // A value that cannot be converted is an error, not a NULL.
          "event.converting.failure.handling.mode", "fail");

  /// What a record looks like: the row itself, a tombstone for a deleted one, and the commit's time
  /// as its timestamp.
  private static final Map<String, String> RECORDS =
      Map.of(
          "tombstones.on.delete", "false",
          "transforms", "faithfulRow",
          "transforms.faithfulRow.type", "io.millrace.connect.transform.FaithfulRow",
          "topic.heartbeat.prefix", "millrace.heartbeat");

  /// `poll.interval.ms` decides the latency: at 10 a row takes about 20 ms, at 1 half a core is
  /// busy while nothing happens. A failed task is restarted by the reconciler, which tells why, so
  /// Debezium's own silent retries are off.
  private static final Map<String, String> PACE =
      Map.of(
          "poll.interval.ms", "10",
          "max.batch.size", "8192",
          "max.queue.size", "32768",
          "heartbeat.interval.ms", "10000",
          "errors.max.retries", "0",
          "topic.creation.default.replication.factor", "-1",
          "topic.creation.default.partitions", "1",
          "topic.creation.default.cleanup.policy", "compact");
}
