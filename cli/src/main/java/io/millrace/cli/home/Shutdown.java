package io.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.process.Command;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Stops everything of a home, also what a crash left behind: it is found by its mark. Data is
/// kept.
public final class Shutdown {

  private static final Duration HOST_GRACE = Duration.ofSeconds(5);

  /// What writes stops before what it writes to.
  private static final List<String> COMPONENTS =
      List.of(
          "connect",
          "flink-sql-gateway",
          "flink-taskmanager",
          "flink-jobmanager",
          "schema-registry",
          "kafka");

  private final Home home;
  private final Consumer<String> stopped;
  private boolean any;

  private Shutdown(Home home, Consumer<String> stopped) {
    this.home = home;
    this.stopped = stopped;
  }

  /// @param stopped takes the name of each thing that ran and does no longer
  /// @return whether anything ran
  public static boolean run(Home home, Consumer<String> stopped)
      throws IOException, InterruptedException {
    Shutdown shutdown = new Shutdown(home, stopped);
    shutdown.host();
    // Before its components, which the runner would start again.
    shutdown.children(home.run(), List.of("runner"));
    shutdown.children(home.dataPlane(), COMPONENTS);
    shutdown.children(home.run(), List.of("control-plane", "demo-db", "control-plane-db"));
    shutdown.rest(home.dataPlane());
    shutdown.rest(home.run());
    return shutdown.any;
  }

  private void host() throws IOException, InterruptedException {
    if (endHost(home)) {
      tell("host");
    }
  }

  /// Ends the host and nothing else; its children go on.
  ///
  /// @return whether there was one
  public static boolean endHost(Home home) throws IOException, InterruptedException {
    Running running = new Running(home);
    if (!running.hostAlive()) {
      return false;
    }
    JsonNode host = running.host();
    ProcessHandle.of(host.path("pid").asLong()).ifPresent(ProcessHandle::destroy);
    long end = System.nanoTime() + HOST_GRACE.toNanos();
    while (running.hostAlive() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    if (running.hostAlive()) {
      ProcessHandle.of(host.path("pid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
      while (running.hostAlive()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return true;
  }

  /// The named, in that order.
  private void children(Path folder, List<String> order) throws InterruptedException {
    Map<String, ProcessHandle> living = Supervisor.living(folder);
    if (living.isEmpty()) {
      return;
    }
    Supervisor supervisor = new Supervisor(folder);
    for (String name : order) {
      ProcessHandle process = living.get(name);
      if (process != null) {
        endSessions(process);
        supervisor.remove(name);
        tell(name);
      }
    }
  }

  /// What a newer or older Millrace may have started under other names.
  private void rest(Path folder) throws InterruptedException {
    List<String> names = List.copyOf(Supervisor.living(folder).keySet());
    children(folder, names);
  }

  /// PostgreSQL takes SIGTERM as a wish to wait for its clients, and SIGINT as one to send them
  /// away. Its pid file says whether this is one.
  private void endSessions(ProcessHandle process) throws InterruptedException {
    for (Path folder : List.of(home.controlPlane(), home.demo())) {
      Path pidFile = folder.resolve("db/postmaster.pid");
      try {
        if (Files.exists(pidFile)
            && Files.readAllLines(pidFile)
                .getFirst()
                .strip()
                .equals(String.valueOf(process.pid()))) {
          Command.run(
              List.of("/bin/kill", "-INT", String.valueOf(process.pid())),
              "",
              Duration.ofSeconds(5));
        }
      } catch (IOException | RuntimeException e) {
        // It is stopped by SIGTERM then, and waits for its clients for a while.
      }
    }
  }

  private void tell(String name) {
    any = true;
    stopped.accept(name);
  }
}
