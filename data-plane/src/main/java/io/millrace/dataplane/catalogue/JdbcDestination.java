package io.millrace.dataplane.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.runner.protocol.DesiredState.Deletes;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A database as a destination, by Debezium's JDBC sink or, for PostgreSQL, a writer of our own
/// that takes the same settings: upserts and deletes by the record's key, so that the same records
/// written twice leave the same rows.
public final class JdbcDestination {

  /// What a soft delete sets.
  public static final Column DELETED = Column.of("millrace_deleted", "boolean");

  private static final String ROW = "row";

  private JdbcDestination() {}

  /// Records on their way into a table.
  ///
  /// @param rows the columns they bring
  public record Delivery(String topic, TableName table, List<Column> rows) {
    public Delivery {
      rows = List.copyOf(rows);
    }
  }

  /// Where rows go that the database refuses.
  ///
  /// @param kafka bootstrap servers
  /// @param deadLetters the topic in which they wait
  /// @param replays the topic by which they come again
  public record Aside(String kafka, String deadLetters, String replays) {}

  /// @param password an expression that Connect resolves
  /// @param aside empty when a refused row stops the pipeline
  public static Map<String, String> config(
      Endpoint.Database at,
      String password,
      List<Delivery> deliveries,
      Deletes deletes,
      Optional<Aside> aside) {
    Map<String, String> config = new TreeMap<>();
    config.put("connector.class", "io.millrace.connect.debezium." + writer(at.dialect()));
    config.put("tasks.max", "1");
    config.put(
        "topics",
        Stream.concat(
                deliveries.stream().map(Delivery::topic).sorted(),
                aside.stream().map(Aside::replays))
            .collect(Collectors.joining(",")));
    config.put("connection.url", url(at, deliveries));
    config.put("connection.username", at.username());
    config.put("batch.size", Integer.toString(at.batchRows()));
    config.put("connection.password", password);
    if (at.dialect() != Dialect.POSTGRES) {
      config.putAll(DEBEZIUM);
    }
    if (at.dialect() == Dialect.ORACLE) {
      config.put("hibernate.agroal.initialSQL", ORACLE_SESSION);
    }
    config.putAll(READS);
    List<String> chain = new ArrayList<>();
    aside.ifPresent(each -> setAside(config, each, chain));
    transforms(config, at.dialect(), deliveries, deletes, chain);
    if (aside.isPresent() && chain.contains(ROW)) {
      config.put("transforms.row.unwritable", "MARK");
    }
    config.put("transforms", String.join(",", chain));
    return config;
  }

  /// See `WriterTask` in the module `connect-debezium`. Headers of dead letters are text.
  static void setAside(Map<String, String> config, Aside aside, List<String> chain) {
    config.put("millrace.dead.letters", aside.deadLetters());
    config.put("millrace.replays", aside.replays());
    config.put("millrace.kafka.bootstrap.servers", aside.kafka());
    config.put("header.converter", "org.apache.kafka.connect.storage.StringConverter");
    chain.add("replayed");
    config.put("transforms.replayed.type", "io.millrace.connect.transform.Replayed");
    config.put("transforms.replayed.topic", aside.replays());
  }

  /// See the module `connect-debezium`.
  private static String writer(Dialect dialect) {
    return switch (dialect) {
      case POSTGRES -> "PostgresWriter";
      case MARIADB -> "MariaDbWriter";
      case MYSQL -> "MySqlWriter";
      case SQLSERVER -> "sqlserver.SqlServerWriter";
      case ORACLE -> "oracle.OracleWriter";
    };
  }

  private static String url(Endpoint.Database at, List<Delivery> deliveries) {
    return switch (at) {
      case PostgresEndpoint postgres -> postgres(postgres, place(at, at.database()));
      case MySqlEndpoint mysql -> mysql(mysql, place(at, deliveries.getFirst().table().schema()));
      case SqlServerEndpoint sqlServer -> sqlServer(sqlServer);
      case OracleEndpoint oracle -> oracle.urlOfTables();
    };
  }

  private static String place(Endpoint.Database at, String database) {
    return at.hostname()
        + ":"
        + at.port()
        + "/"
        + URLEncoder.encode(database, UTF_8).replace("+", "%20");
  }

  /// The sink names a table with its schema. Of MariaDB and MySQL it knows only the tables of the
  /// database that it is connected to.
  private static String name(Dialect dialect, TableName table) {
    return switch (dialect) {
      case POSTGRES, SQLSERVER, ORACLE -> table.qualified();
      case MARIADB, MYSQL -> table.table();
    };
  }

  /// Errors come without their details, as those hold values.
  private static String postgres(PostgresEndpoint at, String place) {
    return "jdbc:postgresql://"
        + place
        + "?tcpKeepAlive=true&logServerErrorDetail=false"
        + "&ApplicationName=millrace&sslmode="
        + at.sslMode();
  }

  /// The session is strict, so that a value that does not fit is an error and not another value.
  private static String mysql(MySqlEndpoint at, String place) {
    String session =
        "sessionVariables=time_zone='%2B00:00',sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'";
    return switch (at.flavour()) {
      case MARIADB ->
          "jdbc:mariadb://"
              + place
              + "?useBulkStmts=true&tcpKeepAlive=true&"
              + session.replace("%2B", "+")
              + "&sslMode="
              + at.mariaDbSslMode();
      case MYSQL ->
          "jdbc:mysql://"
              + place
              + "?rewriteBatchedStatements=true&connectionTimeZone=UTC&"
              + session
              + "&sslMode="
              + switch (at.sslMode()) {
                case "disable" -> "DISABLED&allowPublicKeyRetrieval=true";
                case "verify-full" -> "VERIFY_IDENTITY";
                default -> "REQUIRED";
              };
    };
  }

  /// A text is sent as Unicode, and becomes what its column is.
  private static String sqlServer(SqlServerEndpoint at) {
    return "jdbc:sqlserver://"
        + at.hostname()
        + ":"
        + at.port()
        + ";databaseName={"
        + at.database().replace("}", "}}")
        + "};applicationName=millrace;sendStringParametersAsUnicode=true;loginTimeout=10;encrypt="
        + at.encrypted()
        + ";trustServerCertificate="
        + at.trusting();
  }

  /// Numbers and times come as text, and a session says how they are written.
  private static final String ORACLE_SESSION =
      "ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '.,' NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS'"
          + " NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF'"
          + " NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF' TIME_ZONE = 'UTC'";

  /// A record goes to the table that its topic is renamed to on the way.
  private static void transforms(
      Map<String, String> config,
      Dialect dialect,
      List<Delivery> deliveries,
      Deletes deletes,
      List<String> chain) {
    String columns = WrittenAs.of(dialect, deliveries);
    if (dialect != Dialect.POSTGRES || deletes != Deletes.HARD) {
      chain.add(ROW);
      config.put("transforms.row.type", "io.millrace.connect.transform.WrittenRow");
      config.put("transforms.row.texts", dialect == Dialect.POSTGRES ? "NAMED" : "PLAIN");
      config.put("transforms.row.columns", columns);
      config.put("transforms.row.deletes", deletes.name());
    }
    for (Delivery delivery :
        deliveries.stream().sorted(java.util.Comparator.comparing(Delivery::topic)).toList()) {
      route(config, chain, delivery.topic(), name(dialect, delivery.table()));
    }
  }

  /// Renames a record's topic, by which the sink knows where it belongs.
  static void route(Map<String, String> config, List<String> chain, String topic, String place) {
    String route = "route" + chain.size();
    chain.add(route);
    String transform = "transforms." + route + ".";
    config.put(transform + "type", "org.apache.kafka.connect.transforms.RegexRouter");
    config.put(transform + "regex", Pattern.quote(topic));
    config.put(transform + "replacement", Matcher.quoteReplacement(place));
  }

  /// The reduction buffer is a matter of correctness: it leaves one change per key in a batch, and
  /// a rewritten insert must not touch a row twice.
  private static final Map<String, String> DEBEZIUM =
      Map.ofEntries(
          Map.entry("insert.mode", "upsert"),
          Map.entry("delete.enabled", "true"),
          Map.entry("primary.key.mode", "record_key"),
          Map.entry("collection.name.format", "${topic}"),
          Map.entry(
              "collection.naming.strategy",
              "io.debezium.sink.naming.PassthroughCollectionNamingStrategy"),
          Map.entry("schema.evolution", "none"),
          Map.entry("quote.identifiers", "true"),
          Map.entry("use.reduction.buffer", "true"),
          Map.entry("use.time.zone", "UTC"),
          Map.entry("connection.pool.min_size", "1"),
          Map.entry("connection.pool.max_size", "4"),
          Map.entry("flush.max.retries", "1"),
          Map.entry("flush.retry.delay.ms", "200"));

  static final Map<String, String> READS =
      Map.of(
          "consumer.override.auto.offset.reset", "earliest",
          "consumer.override.interceptor.classes",
              "io.millrace.connect.metrics.RecordAgeInterceptor");
}
