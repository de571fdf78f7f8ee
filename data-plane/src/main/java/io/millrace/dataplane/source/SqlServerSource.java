package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SQL Server source as a Debezium connector: it reads the change tables that the server's own
/// change data capture fills.
final class SqlServerSource {

  private SqlServerSource() {}

  static Map<String, String> config(SqlServerEndpoint at, Capture capture) {
    Map<String, String> config = SourceRecords.config();
    SourceRecords.capture(config, "sqlserver.SqlServerCapture", capture);
    config.put("database.hostname", at.hostname());
    config.put("database.port", Integer.toString(at.port()));
    config.put("database.names", at.database());
    config.put("database.user", at.username());
    config.put("database.password", capture.password());
    config.put("driver.encrypt", Boolean.toString(at.encrypted()));
    config.put("driver.trustServerCertificate", Boolean.toString(at.trusting()));
    config.put("driver.applicationName", "millrace");
    config.put("table.include.list", SourceRecords.includeList(capture.tables()));
    config.put("snapshot.fetch.size", Integer.toString(at.batchRows()));
    SchemaHistory.keep(config, capture);
    config.putAll(VALUES);
    withoutDatabase(config, capture.prefix());
    return config;
  }

  /// A table's topic is named without the database, as those of all sources are. The schema and the
  /// table are the last two parts, and have no dots in them.
  private static void withoutDatabase(Map<String, String> config, String prefix) {
    config.merge("transforms", "topic,", (chain, first) -> first + chain);
    config.put("transforms.topic.type", "org.apache.kafka.connect.transforms.RegexRouter");
    config.put("transforms.topic.regex", Pattern.quote(prefix) + "\\..+\\.([^.]+\\.[^.]+)");
    config.put("transforms.topic.replacement", Matcher.quoteReplacement(prefix) + ".$1");
  }

  private static final Map<String, String> VALUES =
      Map.of(
          // Rows are read without keeping anybody from writing. What changes meanwhile is read
          // again from the change tables, of which the position was taken before.
          "snapshot.isolation.mode", "read_committed",
          "converters", "instant",
          "instant.type", "io.millrace.connect.debezium.sqlserver.InstantAsText",
          // A large value is not in the change table unless it changed: it is read again.
          "post.processors", "reselector",
          "reselector.type", "io.debezium.processors.reselect.ReselectColumnsPostProcessor",
          "reselector.reselect.null.values", "false",
          "reselector.reselect.error.handling.mode", "FAIL");
}
