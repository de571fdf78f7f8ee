package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.PostgresEndpoint;
import java.util.Map;

/// A PostgreSQL source as a Debezium connector: it reads a replication slot of its own.
final class PostgresSource {

  private PostgresSource() {}

  static Map<String, String> config(PostgresEndpoint at, Capture capture) {
    Map<String, String> config = SourceRecords.config();
    SourceRecords.capture(config, "PostgresCapture", capture);
    config.put("database.hostname", at.hostname());
    config.put("database.port", Integer.toString(at.port()));
    config.put("database.dbname", at.database());
    config.put("database.user", at.username());
    config.put("database.password", capture.password());
    config.put("database.sslmode", at.sslMode());
    config.put("plugin.name", "pgoutput");
    config.put("slot.name", capture.identity());
    config.put("publication.name", capture.identity());
    config.put("publication.autocreate.mode", "filtered");
    config.put("table.include.list", SourceRecords.includeList(capture.tables()));
    config.put("snapshot.fetch.size", Integer.toString(at.batchRows()));
    config.putAll(VALUES);
    config.putAll(PACE);
    return config;
  }

  private static final Map<String, String> VALUES =
      Map.of(
          "interval.handling.mode", "string",
          "hstore.handling.mode", "json",
          // A value too large for the row is not in the log unless it changed: it is read again.
          "post.processors", "reselector",
          "reselector.type", "io.debezium.processors.reselect.ReselectColumnsPostProcessor",
          "reselector.reselect.null.values", "false",
          "reselector.reselect.error.handling.mode", "FAIL");

  private static final Map<String, String> PACE =
      Map.of(
          "status.update.interval.ms", "1000",
          "slot.max.retries", "20",
          "slot.retry.delay.ms", "500");
}
