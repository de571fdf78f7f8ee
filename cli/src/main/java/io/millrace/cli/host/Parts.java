package io.millrace.cli.host;

import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Programs;
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

/// The parts of a Millrace on one machine, as processes.
final class Parts {

  static final String DATABASE = "control-plane-db";
  static final String CONTROL_PLANE = "control-plane";
  static final String RUNNER = "runner";
  static final String DEMO_DATABASE = "demo-db";

  /// Enough to write a class archive.
  private static final Duration STOP_GRACE = Duration.ofSeconds(20);

  private static final Duration STALE = Duration.ofSeconds(10);

  private final Home home;
  private final Path postgresBinaries;
  private final Unprivileged postgresUser;
  private final Credentials credentials;
  private final String controlPlaneBuild;
  private final String runnerBuild;

  Parts(Home home, Path postgresBinaries, Unprivileged postgresUser, Credentials credentials)
      throws IOException {
    this.home = home;
    this.postgresBinaries = postgresBinaries;
    this.postgresUser = postgresUser;
    this.credentials = credentials;
    this.controlPlaneBuild = Programs.fingerprint("control-plane");
    this.runnerBuild = Programs.fingerprint("runner");
  }

  /// What the settings ask for.
  ///
  /// @param beforeControlPlane done each time before the control plane starts
  List<ChildSpec> specs(Settings settings, ChildSpec.Preparation beforeControlPlane)
      throws IOException {
    List<ChildSpec> specs = new ArrayList<>();
    // First what the first row waits for; on a machine with few cores the order shows.
    specs.add(runner(settings));
    if (settings.demo()) {
      specs.add(
          postgres(
              DEMO_DATABASE,
              home.demo(),
              Port.DEMO.of(settings),
              credentials.demoPassword(),
              List.of("wal_level=logical", "max_wal_senders=10", "max_replication_slots=10")));
    }
    if (settings.databaseUrl().isEmpty()) {
      specs.add(
          postgres(
              DATABASE,
              home.controlPlane(),
              Port.DATABASE.of(settings),
              credentials.databasePassword(),
              List.of()));
    }
    specs.add(controlPlane(settings, beforeControlPlane));
    return specs;
  }

  private ChildSpec postgres(
      String name, Path folder, int port, String password, List<String> options) {
    return new PostgresServer(
            name, postgresBinaries, postgresUser, folder, home.log(name), port, password, options)
        .spec();
  }

  /// The demo server's superuser.
  Database demoServer(Settings settings) {
    return new Database(
        "127.0.0.1",
        Port.DEMO.of(settings),
        "postgres",
        PostgresServer.SUPERUSER,
        credentials.demoPassword());
  }

  private ChildSpec controlPlane(Settings settings, ChildSpec.Preparation before)
      throws IOException {
    int httpPort = Port.CONSOLE.of(settings);
    int runnerPort = Port.RUNNER.of(settings);
    Map<String, String> environment = new TreeMap<>();
    environment.put("MILLRACE_BUILD", controlPlaneBuild);
    environment.put("MILLRACE_HTTP_HOST", "127.0.0.1");
    environment.put("MILLRACE_HTTP_PORT", String.valueOf(httpPort));
    environment.put("MILLRACE_RUNNER_PORT", String.valueOf(runnerPort));
    environment.put("MILLRACE_HOME", home.controlPlane().toString());
    environment.put("MILLRACE_BOOTSTRAP_ORGANIZATION", "default");
    environment.put("MILLRACE_BOOTSTRAP_API_KEY", credentials.apiKey());
    ControlPlaneDatabase database = ControlPlaneDatabase.of(settings, credentials);
    environment.put("MILLRACE_DATABASE_URL", database.url());
    environment.put("MILLRACE_DATABASE_USER", database.user());
    environment.put("MILLRACE_DATABASE_PASSWORD", database.password());
    return new ChildSpec(
        CONTROL_PLANE,
        java(
            CONTROL_PLANE,
            List.of(
                "-Xmx192m",
                "-XX:MaxDirectMemorySize=96m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"),
            Programs.quarkusClassPath("control-plane"),
            "io.millrace.controlplane.Main"),
        environment,
        home.controlPlane(),
        home.log(CONTROL_PLANE),
        List.of(httpPort, runnerPort),
        new HealthCheck.Http(URI.create("http://127.0.0.1:" + httpPort + "/health/ready")),
        Duration.ofSeconds(90),
        700L << 20,
        STOP_GRACE,
        () -> {
          before.run();
          database.await();
        });
  }

  private ChildSpec runner(Settings settings) throws IOException {
    List<String> command =
        java(
            RUNNER,
            List.of(
                "-Xmx32m",
                "-Xms8m",
                "-Xmn4m",
                "-Xss256k",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m"),
            Programs.classPath("runner"),
            "io.millrace.runner.Main",
            "--home",
            home.runner().toString(),
            "--control-plane",
            "localhost:" + Port.RUNNER.of(settings),
            "--enrolment-token-file",
            home.enrolmentToken().toString(),
            "--authority-file",
            home.authority().toString(),
            "--platform",
            "local",
            "--port-offset",
            String.valueOf(settings.portOffset()),
            "--dist",
            Programs.dist().toString());
    return new ChildSpec(
        RUNNER,
        command,
        Map.of("MALLOC_ARENA_MAX", "1", "MILLRACE_BUILD", runnerBuild),
        home.runner(),
        home.log(RUNNER),
        List.of(),
        new HealthCheck.Custom(this::runnerSpeaks),
        Duration.ofSeconds(30),
        256L << 20,
        STOP_GRACE);
  }

  private String runnerSpeaks() throws IOException {
    if (!Files.exists(home.runnerStatus())) {
      return "it has written no status yet";
    }
    Instant at =
        Instant.parse(PrivateJson.JSON.readTree(home.runnerStatus().toFile()).path("at").asText());
    return at.plus(STALE).isAfter(Instant.now()) ? "" : "its status is from " + at;
  }

  private List<String> java(
      String program, List<String> options, String classPath, String mainClass, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Programs.java());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"));
    command.addAll(List.of("-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(options);
    command.addAll(Programs.archive(program, program));
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    return command;
  }
}
