package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.OracleEndpoint;
import java.util.Map;

/// An Oracle source as a Debezium connector: it reads the redo log by LogMiner.
final class OracleSource {

  private OracleSource() {}

  static Map<String, String> config(OracleEndpoint at, Capture capture) {
    Map<String, String> config = SourceRecords.config();
    SourceRecords.capture(config, "oracle.OracleCapture", capture);
    config.put("database.hostname", at.hostname());
    config.put("database.port", Integer.toString(at.port()));
    config.put("database.url", at.url());
    config.put("database.dbname", at.database());
    if (!at.pdb().isEmpty()) {
      config.put("database.pdb.name", at.pdb());
    }
    config.put("database.user", at.username());
    config.put("database.password", capture.password());
    config.put("table.include.list", SourceRecords.includeList(capture.tables()));
    config.put("snapshot.fetch.size", Integer.toString(at.batchRows()));
    SchemaHistory.keep(config, capture);
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
