package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import java.util.List;
import java.util.Map;

/// A MongoDB source as a Debezium connector: it reads a change stream. Each document becomes a row
/// of its key and its text, see [MongoEndpoint#COLUMNS].
final class MongoSource {

  /// What [SourceRecords#TABLES] is for collections.
  static final String COLLECTIONS = "collection.include.list";

  private MongoSource() {}

  static Map<String, String> config(MongoEndpoint at, Capture capture) {
    Map<String, String> config = SourceRecords.pace();
    SourceRecords.capture(config, "mongodb.MongoCapture", capture);
    config.put("mongodb.connection.string", at.uri());
    if (!at.username().isEmpty()) {
      config.put("mongodb.user", at.username());
      config.put("mongodb.password", capture.password());
      config.put("mongodb.authsource", at.authSource());
    }
    config.put("mongodb.ssl.enabled", Boolean.toString(at.encrypted()));
    config.put(COLLECTIONS, SourceRecords.includeList(capture.tables()));
    List<String> databases = capture.tables().stream().map(TableName::schema).distinct().toList();
    if (databases.size() == 1) {
      // The right to read one database is then enough.
      config.put("capture.scope", "database");
      config.put("capture.target", databases.getFirst());
    }
    config.put("snapshot.fetch.size", Integer.toString(at.batchRows()));
    config.putAll(RECORDS);
    return config;
  }

  private static final Map<String, String> RECORDS =
      Map.of(
          // Of an update the stream tells what changed; the whole document is looked up with it.
          "capture.mode", "change_streams_update_full",
          "schema.name.adjustment.mode", "avro",
          "event.processing.failure.handling.mode", "fail",
          "tombstones.on.delete", "false",
          "transforms", "document,faithfulRow",
          "transforms.document.type", "io.millrace.connect.transform.DocumentRow",
          "transforms.faithfulRow.type", "io.millrace.connect.transform.FaithfulRow",
          "topic.heartbeat.prefix", "millrace.heartbeat");
}
