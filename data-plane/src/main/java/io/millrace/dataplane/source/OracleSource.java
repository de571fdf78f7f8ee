package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.List;
import java.util.Map;

/// An Oracle source as a Debezium connector: it reads the redo log by LogMiner.
public final class OracleSource {

  private OracleSource() {}

  /// @param prefix the first part of every topic's name
  /// @param identity tells this reader's figures from others'
  /// @param historyTopic is made by the connector
  public static Map<String, String> config(
      OracleEndpoint at,
      String password,
      String prefix,
      String identity,
      String historyTopic,
      String bootstrapServers,
      List<TableName> tables,
      InitialSnapshot initial) {
    Map<String, String> config = SourceRecords.config();
    SourceRecords.capture(config, "oracle.OracleCapture", identity, bootstrapServers);
    config.put("tasks.max", "1");
    config.put("database.hostname", at.hostname());
    config.put("database.port", Integer.toString(at.port()));
    config.put("database.url", at.url());
    config.put("database.dbname", at.database());
    if (!at.pdb().isEmpty()) {
      config.put("database.pdb.name", at.pdb());
    }
    config.put("database.user", at.username());
    config.put("database.password", password);
    config.put("topic.prefix", prefix);
    config.put("table.include.list", SourceRecords.includeList(tables));
    config.put("snapshot.mode", SourceRecords.snapshotMode(initial));
    config.put("snapshot.fetch.size", Integer.toString(at.batchRows()));
    SchemaHistory.keep(config, historyTopic, bootstrapServers);
    config.putAll(VALUES);
    return config;
  }

  private static final Map<String, String> VALUES =
      Map.of(
          "interval.handling.mode", "string",
          "lob.enabled", "true",
          // A large value is not in the log unless it changed: it is read again.
          "post.processors", "reselector",
          "reselector.type", "io.debezium.processors.reselect.ReselectColumnsPostProcessor",
          "reselector.reselect.null.values", "false",
          "reselector.reselect.error.handling.mode", "FAIL");
}
