package io.millrace.cli.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.demo.Demo;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Programs;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.process.ChildSpec;
import io.millrace.process.ChildStatus;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The host's program. It goes by the settings file, which may change at any time, and says what it
/// sees in the status file. Its children outlive it; the next host takes them over.
public final class HostMain {

  private static final long PACE_MILLIS = 200;
  private static final long SETTLED_PACE_MILLIS = 1_000;
  private static final int ALREADY_RUNNING = 3;
  private static final Duration LONGEST_WAY = Duration.ofSeconds(20);

  private final Home home;
  private final String build;
  private final Credentials credentials;
  private final Supervisor supervisor;
  private final Parts parts;
  private final Instant startedAt = Instant.now();
  private final Demo demo = new Demo(this::settings);
  private final FirstRow firstRow = new FirstRow(startedAt);
  private final Semaphore changed = new Semaphore(0);

  private volatile Settings settings;
  private volatile @Nullable Settings settled;
  private String waitingFor = "the control plane";
  private String trouble = "";

  private HostMain(Home home, Parts parts, Credentials credentials, Settings settings)
      throws IOException {
    this.home = home;
    this.parts = parts;
    this.credentials = credentials;
    this.settings = settings;
    this.build = Programs.fingerprint("cli");
    this.supervisor = new Supervisor(home.run());
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
        System.exit(ALREADY_RUNNING);
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap(
              String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      Credentials credentials = Credentials.open(home).credentials();
      Parts parts = new Parts(home, Path.of(args[1]), Unprivileged.here(), credentials);
      HostMain host = new HostMain(home, parts, credentials, Settings.read(home).orElseThrow());
      host.run();
    }
  }

  private Settings settings() {
    return settings;
  }

  private void run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
    supervisor.onChange(this::wake);
    System.out.println("Host " + ProcessHandle.current().pid() + " starts on " + home.root());
    demo.start(() -> parts.demoServer(settings));
    firstRow.watch(settings, this::flows);
    while (true) {
      boolean done = false;
      try {
        settings = Settings.read(home).orElse(settings);
        apply();
        done = settle();
        say(demo.trouble());
      } catch (IOException | RuntimeException e) {
        say(e.getMessage() == null ? e.toString() : e.getMessage());
      }
      writeStatus();
      if (changed.tryAcquire(done ? SETTLED_PACE_MILLIS : PACE_MILLIS, TimeUnit.MILLISECONDS)) {
        changed.drainPermits();
      }
    }
  }

  private void wake() {
    changed.release();
  }

  private void say(String news) {
    if (!news.equals(trouble) && !news.isEmpty()) {
      System.err.println(news);
    }
    trouble = news;
  }

  private void apply() throws IOException, InterruptedException {
    List<ChildSpec> specs = parts.specs(settings, this::giveWay);
    Set<String> names = specs.stream().map(ChildSpec::name).collect(Collectors.toSet());
    for (ChildStatus status : supervisor.observe()) {
      if (!names.contains(status.name())) {
        supervisor.remove(status.name());
      }
    }
    specs.forEach(supervisor::ensure);
  }

  /// After the first start the runner goes by its journal, and no row needs the control plane: on a
  /// machine with few cores rows flow sooner when it starts after them.
  private void giveWay() throws InterruptedException {
    Settings wanted = settings;
    boolean rowsWillFlow =
        wanted.pipeline() != null
            && Files.exists(home.runnerJournal())
            && !(wanted.demo() && wanted.rate() == 0);
    while (rowsWillFlow
        && firstRow.arrivedAt().isEmpty()
        && startedAt.plus(LONGEST_WAY).isAfter(Instant.now())) {
      TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
    }
  }

  /// Brings about in the control plane what the settings ask for. Repeated until nothing is left to
  /// do, and again when the settings change.
  private boolean settle() throws IOException {
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
      firstRow.watch(wanted, this::flows);
    }
    return waitingFor.isEmpty();
  }

  private boolean running(String part) {
    ChildStatus status = supervisor.observe(part);
    return status != null && status.phase() == ChildStatus.Phase.RUNNING;
  }

  /// Whether the runner says that every pipeline runs.
  private boolean flows() {
    try {
      var pipelines = new Running(home).runner().path("pipelines");
      for (var pipeline : pipelines) {
        if (!pipeline.path("status").path("state").asText().equals("RUNNING")) {
          return false;
        }
      }
      return !pipelines.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private void writeStatus() {
    ObjectNode root = PrivateJson.JSON.createObjectNode();
    root.put("at", Instant.now().toString());
    root.put("pid", ProcessHandle.current().pid());
    root.put("build", build);
    root.put("startedAt", startedAt.toString());
    root.put("waitingFor", settings.equals(settled) ? "" : waitingFor);
    root.put("trouble", trouble);
    root.put("generated", demo.changes());
    firstRow.arrivedAt().ifPresent(at -> root.put("firstRowAt", at.toString()));
    ArrayNode children = root.putArray("parts");
    supervisor.observe().stream()
        .sorted(Comparator.comparing(ChildStatus::name))
        .forEach(each -> describe(children.addObject(), each));
    try {
      PrivateJson.write(home.hostStatus(), root);
    } catch (IOException e) {
      System.err.println("The status cannot be written: " + e.getMessage());
    }
  }

  private static void describe(ObjectNode node, ChildStatus child) {
    node.put("name", child.name());
    node.put("phase", child.phase().name());
    node.put("reason", child.reason());
    node.put("nextStep", child.nextStep());
    node.put("since", child.since().toString());
    child.pid().ifPresent(pid -> node.put("pid", pid));
    node.put("residentBytes", child.residentBytes());
    node.put("restarts", child.restarts());
    child.startedAt().ifPresent(at -> node.put("startedAt", at.toString()));
  }
}
