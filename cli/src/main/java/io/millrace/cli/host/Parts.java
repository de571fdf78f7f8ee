package io.millrace.cli.host;

import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Settings;
import io.millrace.cli.home.Settings.Database;
import io.millrace.process.ChildSpec;
import io.millrace.process.HealthCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The parts of a Millrace on one machine, as processes.
public final class Parts {

  public static final String DATABASE = "control-plane-db";
  public static final String CONTROL_PLANE = "control-plane";
  public static final String RUNNER = "runner";
  public static final String DEMO_DATABASE = "demo-db";

  /// What writes stops before what it writes to.
  public static final List<String> STOP_ORDER =
      List.of(RUNNER, CONTROL_PLANE, DEMO_DATABASE, DATABASE);

  private static final Duration STALE = Duration.ofSeconds(10);

  private final Home home;
  private final Path dist;
  private final Path postgresBinaries;
  private final Credentials credentials;

  Parts(Home home, Path dist, Path postgresBinaries, Credentials credentials) {
    this.home = home;
    this.dist = dist;
    this.postgresBinaries = postgresBinaries;
    this.credentials = credentials;
  }

  /// What the settings ask for.
  List<ChildSpec> specs(Settings settings) throws IOException {
    List<ChildSpec> specs = new ArrayList<>();
    if (settings.databaseUrl().isEmpty()) {
      specs.add(
          postgres(
              DATABASE,
              home.controlPlane(),
              settings.databasePort(),
              credentials.databasePassword(),
              List.of()));
    }
    specs.add(controlPlane(settings));
    specs.add(runner(settings));
    if (settings.demo()) {
      specs.add(
          postgres(
              DEMO_DATABASE,
              home.demo(),
              settings.demoPort(),
              credentials.demoPassword(),
              List.of("wal_level=logical", "max_wal_senders=10", "max_replication_slots=10")));
    }
    return specs;
  }

  private ChildSpec postgres(
      String name, Path folder, int port, String password, List<String> options) {
    return new PostgresServer(
            name, postgresBinaries, folder, home.log(name), port, password, options)
        .spec();
  }

  /// The demo server's superuser.
  Database demoServer(Settings settings) {
    return new Database(
        "127.0.0.1",
        settings.demoPort(),
        "postgres",
        PostgresServer.SUPERUSER,
        credentials.demoPassword());
  }

  private ChildSpec controlPlane(Settings settings) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("MILLRACE_HTTP_PORT", String.valueOf(settings.httpPort()));
    environment.put("MILLRACE_RUNNER_PORT", String.valueOf(settings.runnerPort()));
    environment.put("MILLRACE_HOME", home.controlPlane().toString());
    environment.put("MILLRACE_BOOTSTRAP_ORGANIZATION", "default");
    environment.put("MILLRACE_BOOTSTRAP_API_KEY", credentials.apiKey());
    if (settings.databaseUrl().isEmpty()) {
      environment.put(
          "MILLRACE_DATABASE_URL",
          "jdbc:postgresql://127.0.0.1:" + settings.databasePort() + "/postgres");
      environment.put("MILLRACE_DATABASE_USER", PostgresServer.SUPERUSER);
      environment.put("MILLRACE_DATABASE_PASSWORD", credentials.databasePassword());
    } else {
      environment.put("MILLRACE_DATABASE_URL", settings.databaseUrl());
    }
    List<String> command =
        java(
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=96m"),
            "-jar",
            dist.resolve("control-plane/quarkus-run.jar").toString());
    return new ChildSpec(
        CONTROL_PLANE,
        command,
        environment,
        home.controlPlane(),
        home.log(CONTROL_PLANE),
        List.of(settings.httpPort(), settings.runnerPort()),
        new HealthCheck.Http(
            URI.create("http://127.0.0.1:" + settings.httpPort() + "/health/ready")),
        Duration.ofSeconds(90),
        700L << 20,
        Duration.ofSeconds(10));
  }

  private ChildSpec runner(Settings settings) throws IOException {
    List<String> command =
        java(
            List.of(
                "-Xmx32m",
                "-Xms8m",
                "-Xmn4m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m"),
            "-cp",
            classPath("runner"),
            "io.millrace.runner.Main",
            "--home",
            home.runner().toString(),
            "--control-plane",
            "localhost:" + settings.runnerPort(),
            "--enrolment-token-file",
            home.enrolmentToken().toString(),
            "--authority-file",
            home.authority().toString(),
            "--port-offset",
            String.valueOf(settings.portOffset()),
            "--dist",
            dist.toString());
    return new ChildSpec(
        RUNNER,
        command,
        Map.of("MALLOC_ARENA_MAX", "1"),
        home.runner(),
        home.log(RUNNER),
        List.of(),
        new HealthCheck.Custom(this::runnerSpeaks),
        Duration.ofSeconds(30),
        160L << 20,
        Duration.ofSeconds(5));
  }

  private String runnerSpeaks() throws IOException {
    if (!Files.exists(home.runnerStatus())) {
      return "it has written no status yet";
    }
    Instant at =
        Instant.parse(PrivateJson.JSON.readTree(home.runnerStatus().toFile()).path("at").asText());
    return at.plus(STALE).isAfter(Instant.now()) ? "" : "its status is from " + at;
  }

  /// `@<file>` holds which ahead-of-time cache to use: it may change without making another
  /// process.
  private static List<String> java(List<String> options, String... rest) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:+UseCompactObjectHeaders");
    command.add("-XX:-UsePerfData");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of(rest));
    return command;
  }

  private String classPath(String program) throws IOException {
    try (Stream<Path> jars = Files.list(dist.resolve(program))) {
      return String.join(
          ":", jars.map(Path::toString).filter(jar -> jar.endsWith(".jar")).sorted().toList());
    }
  }
}
