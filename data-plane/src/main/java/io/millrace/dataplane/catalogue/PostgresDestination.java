package io.millrace.dataplane.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PostgreSQL destination as a Debezium JDBC sink: upserts and deletes by the record's key, so
/// that the same records written twice leave the same rows.
public final class PostgresDestination {

  private PostgresDestination() {}

  /// @param password an expression that Connect resolves
  /// @param tables topic → the table its records go to
  public static Map<String, String> config(
      PostgresEndpoint at, String password, Map<String, TableName> tables) {
    Map<String, String> config = new TreeMap<>();
    config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", String.join(",", tables.keySet().stream().sorted().toList()));
    config.put("connection.url", url(at));
    config.put("connection.username", at.username());
    config.put("connection.password", password);
    config.putAll(WRITES);
    config.putAll(READS);
    route(config, tables);
    return config;
  }

  /// `stringtype=unspecified` lets PostgreSQL read a text as the column's own type, so numeric,
  /// timestamps, uuid and jsonb arrive exactly. Inserts are rewritten into ones of many rows.
  /// Errors come without the statement, as it holds values.
  private static String url(PostgresEndpoint at) {
    return "jdbc:postgresql://"
        + at.hostname()
        + ":"
        + at.port()
        + "/"
        + URLEncoder.encode(at.database(), UTF_8).replace("+", "%20")
        + "?reWriteBatchedInserts=true&stringtype=unspecified&tcpKeepAlive=true&logServerErrorDetail=false"
        + "&ApplicationName=millrace&sslmode="
        + at.sslMode();
  }

  /// A record goes to the table that its topic is renamed to on the way.
  private static void route(Map<String, String> config, Map<String, TableName> tables) {
    List<String> routes = new ArrayList<>();
    for (Map.Entry<String, TableName> entry : new TreeMap<>(tables).entrySet()) {
      String route = "route" + routes.size();
      routes.add(route);
      String transform = "transforms." + route + ".";
      config.put(transform + "type", "org.apache.kafka.connect.transforms.RegexRouter");
      config.put(transform + "regex", Pattern.quote(entry.getKey()));
      config.put(transform + "replacement", Matcher.quoteReplacement(entry.getValue().qualified()));
    }
    config.put("transforms", String.join(",", routes));
    config.put("collection.name.format", "${topic}");
    config.put(
        "collection.naming.strategy",
        "io.debezium.sink.naming.PassthroughCollectionNamingStrategy");
  }

  /// The reduction buffer is a matter of correctness: it leaves one change per key in a batch, and
  /// a rewritten insert must not touch a row twice.
  private static final Map<String, String> WRITES =
      Map.ofEntries(
          Map.entry("insert.mode", "upsert"),
          Map.entry("delete.enabled", "true"),
          Map.entry("primary.key.mode", "record_key"),
          Map.entry("schema.evolution", "none"),
          Map.entry("quote.identifiers", "true"),
          Map.entry("use.reduction.buffer", "true"),
          Map.entry("batch.size", "2000"),
          Map.entry("use.time.zone", "UTC"),
          Map.entry("connection.pool.min_size", "1"),
          Map.entry("connection.pool.max_size", "4"),
          Map.entry("flush.max.retries", "1"),
          Map.entry("flush.retry.delay.ms", "200"));

  private static final Map<String, String> READS =
      Map.of(
          "consumer.override.auto.offset.reset", "earliest",
          "consumer.override.interceptor.classes",
              "io.millrace.connect.metrics.RecordAgeInterceptor");
}
