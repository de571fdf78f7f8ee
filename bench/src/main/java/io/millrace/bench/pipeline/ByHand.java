package io.millrace.bench.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.home.Api;
import io.millrace.bench.home.Await;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.Rest;
import io.millrace.cli.home.Settings.Database;
import io.millrace.process.ChildSpec;
import io.millrace.process.ChildStatus;
import io.millrace.process.Command;
import io.millrace.process.HealthCheck;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The same Kafka, schema registry and Connect as somebody would start them without Millrace: the
/// same files, JVM options and ports, without Millrace's plug-ins in worker and connectors, and
/// with nobody who asks them how they are. Their data begins empty.
final class ByHand implements Carrier {

  private static final List<String> CONFIGURATION =
      List.of("server.properties", "connect.properties", "jvm.options", "log4j2.properties");
  private static final String SOURCE = "source";
  private static final String DESTINATION = "destination";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String MAIN_CLASS = "kafka.Kafka";

  /// Lets PostgreSQL read a text as the column's own type.
  private static final String TEXTS = "stringtype=unspecified&";

  /// Inserts become ones of many rows.
  private static final String REWRITTEN = "reWriteBatchedInserts=true&";

  /// What is set in connectors for pace alone; without it rows arrive all the same.
  private static final String[] PACE = {
    "poll.interval.ms",
    "max.batch.size",
    "max.queue.size",
    "snapshot.fetch.size",
    "heartbeat.interval.ms",
    "status.update.interval.ms",
    "post.processors",
    "reselector",
    "batch.size",
    "use.reduction.buffer",
    "connection.pool",
    "consumer.override"
  };

  private static final Set<String> WORKERS_PACE =
      Set.of("producer", "consumer", "offset.flush", "reconnect", "retry");

  private final Side side;
  private final Recipe recipe;
  private final Path folder;
  private final ObjectNode from;
  private final ObjectNode to;
  private final Supervisor supervisor;
  private final Api connect;
  private @Nullable Database source;

  /// @param round so that each begins with a folder that is empty
  ByHand(BenchHome home, Side side, int round, Recipe recipe, Api connect) throws IOException {
    this.side = side;
    this.recipe = recipe;
    this.folder = home.folder().resolve(slot() + "_" + round);
    this.from = recipe.from().deepCopy();
    this.to = recipe.to().deepCopy();
    this.supervisor = home.supervisor(folder.resolve("run"));
    this.connect = connect;
  }

  private String slot() {
    return side.name().toLowerCase(Locale.ROOT);
  }

  private String here(String text) {
    return text.replace(recipe.folder().toString(), folder.toString());
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    copyConfiguration();
    formatKafka();
    for (String program : recipe.commands().keySet()) {
      supervisor.ensure(spec(program));
      Await.until(program + " to run", LIMIT, () -> runs(program));
    }
    Await.until("the worker to be ready", LIMIT, () -> connect.answers("/health"));
    Rest.await(this::processes);
  }

  @Override
  public Collection<ProcessHandle> processes() throws IOException {
    return Supervisor.living(folder.resolve("run")).values();
  }

  @Override
  public void start(Database source, Database destination)
      throws IOException, InterruptedException {
    this.source = source;
    set(source, destination);
    connect.send("PUT", "/connectors/" + SOURCE + "/config", from);
    // A sink that subscribes before there is a topic looks for it again only minutes later.
    Await.until(
        "the topic",
        LIMIT,
        () -> connect.get("/connectors/" + SOURCE + "/topics").toString().contains(Events.TABLE));
    connect.send("PUT", "/connectors/" + DESTINATION + "/config", to);
  }

  /// Puts Debezium's own connectors, other databases, and what a person would write in the place of
  /// what Millrace has of its own.
  private void set(Database source, Database destination) {
    String topic = from.path("topic.prefix").asText() + '.' + Events.TABLE;
    remove(from, "millrace", "custom.metric.tags", "transforms");
    from.put("name", SOURCE)
        .put("connector.class", "io.debezium.connector.postgresql.PostgresConnector")
        .put("database.dbname", source.name())
        .put("database.password", source.password())
        .put("slot.name", slot())
        .put("publication.name", slot())
        .put("transforms", "unwrap")
        .put("transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState")
        .put("transforms.unwrap.delete.tombstone.handling.mode", "tombstone");
    String url = to.path("connection.url").asText();
    remove(
        to, "millrace", "header.converter", "transforms", "consumer.override.interceptor.classes");
    to.put("name", DESTINATION)
        .put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector")
        .put(
            "connection.url",
            url.replaceFirst("/[^/?]+\\?", "/" + destination.name() + "?" + TEXTS + REWRITTEN))
        .put("connection.password", destination.password())
        .put("topics", topic)
        .put("insert.mode", "upsert")
        .put("delete.enabled", "true")
        .put("primary.key.mode", "record_key")
        .put("use.reduction.buffer", "true")
        .put("connection.pool.min_size", "1")
        .put("connection.pool.max_size", "4")
        .put("collection.name.format", "${topic}")
        .put(
            "collection.naming.strategy",
            "io.debezium.sink.naming.PassthroughCollectionNamingStrategy")
        .put("transforms", "route")
        .put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter")
        .put("transforms.route.regex", ".*")
        .put("transforms.route.replacement", Events.TABLE);
    if (side == Side.BY_HAND_DEFAULT) {
      remove(from, PACE);
      remove(to, PACE);
      url = to.path("connection.url").asText();
      to.put("connection.url", url.replace(REWRITTEN, ""));
    }
  }

  private static void remove(ObjectNode config, String... prefixes) {
    for (String prefix : prefixes) {
      config.properties().removeIf(each -> (each.getKey() + ".").startsWith(prefix + "."));
    }
  }

  private void copyConfiguration() throws IOException {
    Path original = recipe.folder();
    try (Stream<Path> files = Files.walk(original, 2)) {
      for (Path file : files.toList()) {
        if (CONFIGURATION.contains(file.getFileName().toString())) {
          Path copy = folder.resolve(original.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.writeString(copy, configuration(file));
        }
      }
    }
    Path plugins = original.resolve("connect/plugins");
    try (Stream<Path> files = Files.walk(plugins, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path link = folder.resolve(original.relativize(file).toString());
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, file.toRealPath());
      }
    }
  }

  private String configuration(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      boolean pace = WORKERS_PACE.stream().anyMatch(prefix -> line.startsWith(prefix + "."));
      if (!line.contains("=io.millrace.")
          && !line.startsWith("config.providers")
          && !(pace && side == Side.BY_HAND_DEFAULT)) {
        text.append(here(line)).append('\n');
      }
    }
    return text.toString();
  }

  /// With the broker's own command line, but for the program and its arguments.
  private void formatKafka() throws IOException, InterruptedException {
    List<String> broker = command("kafka");
    List<String> format = new ArrayList<>(broker.subList(0, broker.indexOf(MAIN_CLASS)));
    format.removeIf(option -> option.startsWith("@"));
    format.addAll(
        List.of("kafka.tools.StorageTool", "format", "-t", "YmVuY2htYXJrLWJ5LWhhbmQ", "-c"));
    format.add(folder.resolve("kafka/server.properties").toString());
    Command.run(format, "", LIMIT).orElseThrow("Kafka's storage cannot be formatted");
  }

  private List<String> command(String program) {
    return recipe.commands().getOrDefault(program, List.of()).stream().map(this::here).toList();
  }

  private ChildSpec spec(String program) {
    int port = recipe.ports().getOrDefault(program, 0);
    return new ChildSpec(
        program,
        command(program),
        Map.of("MALLOC_ARENA_MAX", "2"),
        folder.resolve(program),
        folder.resolve("logs").resolve(program + ".log"),
        List.of(port),
        new HealthCheck.Tcp(port),
        LIMIT,
        0,
        Duration.ofSeconds(15));
  }

  private boolean runs(String program) {
    ChildStatus status = supervisor.observe(program);
    return status != null && status.phase() == ChildStatus.Phase.RUNNING;
  }

  @Override
  public void end() throws IOException, InterruptedException {
    supervisor.stopAll(List.of("connect", "schema-registry", "kafka"));
    if (source != null) {
      Events.dropSlot(source, slot());
    }
  }
}
