package io.millrace.cli.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.demo.Generator;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Settings;
import io.millrace.process.ChildSpec;
import io.millrace.process.ChildStatus;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The host's program. It goes by the settings file, which may change at any time, and says what it
/// sees in the status file. Its children outlive it; the next host takes them over.
public final class HostMain {

  private static final long PACE_MILLIS = 200;
  private static final long SETTLED_PACE_MILLIS = 1_000;

  private final Home home;
  private final Supervisor supervisor;
  private final Parts parts;
  private final Credentials credentials;
  private volatile Settings settings;
  private @Nullable Generator generator;
  private String waitingFor = "the databases and the control plane";
  private String trouble = "";
  private boolean demoPrepared;
  private @Nullable Settings settled;

  private HostMain(Home home, Path dist, Path postgresBinaries, Settings settings)
      throws IOException {
    this.home = home;
    this.settings = settings;
    this.credentials = Credentials.open(home).credentials();
    this.supervisor = new Supervisor(home.run());
    this.parts = new Parts(home, dist, postgresBinaries, credentials);
  }

  /// Arguments: the home, the unpacked PostgreSQL.
  public static void main(String[] args) throws Exception {
    Home home = new Home(Path.of(args[0]));
    Files.createDirectories(home.run());
    try (FileChannel file =
            FileChannel.open(home.hostLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.tryLock()) {
      if (held == null) {
        System.err.println("A host is at work on " + home.root() + " already");
        System.exit(3);
      }
      new HostMain(
              home,
              Path.of(System.getProperty("millrace.dist")),
              Path.of(args[1]),
              Settings.read(home).orElseThrow())
          .run();
    }
  }

  private void run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
    while (true) {
      boolean done = false;
      try {
        settings = Settings.read(home).orElse(settings);
        apply();
        done = settle();
        trouble = "";
      } catch (IOException | SQLException | RuntimeException e) {
        trouble = String.valueOf(e.getMessage());
      }
      writeStatus();
      TimeUnit.MILLISECONDS.sleep(done ? SETTLED_PACE_MILLIS : PACE_MILLIS);
    }
  }

  private void apply() throws IOException, InterruptedException {
    List<ChildSpec> specs = parts.specs(settings);
    Set<String> names = specs.stream().map(ChildSpec::name).collect(Collectors.toSet());
    for (ChildStatus status : supervisor.observe()) {
      if (!names.contains(status.name())) {
        supervisor.remove(status.name());
      }
    }
    specs.forEach(supervisor::ensure);
  }

  /// Brings about what needs running parts. Repeated until nothing is left to do, and again when
  /// the settings change.
  private boolean settle() throws IOException, SQLException {
    if (settings.demo() && !demoPrepared && running(Parts.DEMO_DATABASE)) {
      Settings.Flow flow = settings.pipeline();
      if (flow != null) {
        DemoDatabase.prepare(parts.demoServer(settings), flow.source(), flow.destination());
        startGenerator(flow.source());
      }
      demoPrepared = true;
    }
    if (settings.equals(settled)) {
      return true;
    }
    if (!running(Parts.CONTROL_PLANE)) {
      waitingFor = "the control plane";
      return false;
    }
    Settings wanted = settings;
    waitingFor =
        new LocalInstall(home, new ControlPlaneApi(wanted.consoleUrl(), credentials.apiKey()))
            .ensure(wanted);
    if (waitingFor.isEmpty()) {
      settled = wanted;
    }
    return waitingFor.isEmpty();
  }

  private void startGenerator(Settings.Database shop) {
    Generator made = new Generator(shop, () -> settings.rate());
    generator = made;
    Thread.ofPlatform()
        .daemon()
        .name("generator")
        .start(
            () -> {
              try {
                made.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private boolean running(String part) {
    ChildStatus status = supervisor.observe(part);
    return status != null && status.phase() == ChildStatus.Phase.RUNNING;
  }

  private void writeStatus() {
    ObjectNode root = PrivateJson.JSON.createObjectNode();
    root.put("at", Instant.now().toString());
    root.put("pid", ProcessHandle.current().pid());
    root.put("waitingFor", waitingFor);
    root.put("trouble", trouble);
    Generator running = generator;
    root.put("generated", running == null ? 0 : running.changes());
    ArrayNode children = root.putArray("parts");
    for (ChildStatus each : supervisor.observe()) {
      ObjectNode node = children.addObject();
      node.put("name", each.name());
      node.put("phase", each.phase().name());
      node.put("reason", each.reason());
      node.put("nextStep", each.nextStep());
      node.put("since", each.since().toString());
      each.pid().ifPresent(pid -> node.put("pid", pid));
      node.put("residentBytes", each.residentBytes());
      node.put("restarts", each.restarts());
      each.startedAt().ifPresent(at -> node.put("startedAt", at.toString()));
    }
    try {
      PrivateJson.write(home.hostStatus(), root);
    } catch (IOException e) {
      System.err.println("The status cannot be written: " + e.getMessage());
    }
  }
}
