package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.List;
import java.util.Map;

/// A PostgreSQL source as a Debezium connector: it reads a replication slot of its own.
public final class PostgresSource {

  private PostgresSource() {}

  /// @param prefix the first part of every topic's name
  /// @param slot the name of both the replication slot and the publication
  /// @param password an expression that Connect resolves
  public static Map<String, String> config(
      PostgresEndpoint at,
      String password,
      String prefix,
      String slot,
      String bootstrapServers,
      List<TableName> tables,
      InitialSnapshot initial) {
    Map<String, String> config = SourceRecords.config();
    SourceRecords.capture(config, "PostgresCapture", slot, bootstrapServers);
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
    config.put("table.include.list", SourceRecords.includeList(tables));
    config.put("snapshot.mode", SourceRecords.snapshotMode(initial));
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
