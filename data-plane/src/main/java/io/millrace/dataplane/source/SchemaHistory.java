package io.millrace.dataplane.source;

import java.util.Map;

/// What a connector keeps of past table definitions, so as to read old entries of a database's log.
public final class SchemaHistory {

  /// The setting that names the topic. The connector makes it.
  public static final String TOPIC = "schema.history.internal.kafka.topic";

  private SchemaHistory() {}

  static void keep(Map<String, String> config, Capture capture) {
    config.put(TOPIC, capture.history());
    config.put("schema.history.internal.kafka.bootstrap.servers", capture.kafka());
    config.put("schema.history.internal.store.only.captured.tables.ddl", "true");
    config.put("include.schema.changes", "false");
  }
}
