package io.millrace.cli.home;

import io.millrace.process.Command;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Stops everything of a home, also what a crash left behind: it is found by its mark. Data is
/// kept.
public final class Shutdown {

  private static final Duration HOST_GRACE = Duration.ofSeconds(10);
  private static final long PACE_MILLIS = 20;

  /// The runner comes first, as it would start its components again; then what writes, and then
  /// what that writes to. Those of one step end at the same time.
  private static final List<Step> STEPS =
      List.of(
          new Step(List.of("runner"), List.of()),
          new Step(
              List.of("control-plane"),
              List.of("connect", "flink-sql-gateway", "flink-taskmanager", "flink-jobmanager")),
          new Step(List.of("demo-db", "control-plane-db"), List.of("schema-registry", "kafka")));

  /// @param parts the host's children
  /// @param components the runner's
  private record Step(List<String> parts, List<String> components) {}

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
    for (Step step : STEPS) {
      shutdown.stop(step);
    }
    // What a newer or older Millrace may have started under other names.
    shutdown.stop(
        new Step(
            List.copyOf(Supervisor.living(home.run()).keySet()),
            List.copyOf(Supervisor.living(home.dataPlane()).keySet())));
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
    long grace = System.nanoTime() + HOST_GRACE.toNanos();
    long end = grace + HOST_GRACE.toNanos();
    while (running.hostAlive()) {
      // Looked up again and again: a host that has only just begun says who it is a moment later.
      Optional<ProcessHandle> host = running.hostProcess();
      if (System.nanoTime() < grace) {
        host.ifPresent(ProcessHandle::destroy);
      } else {
        host.ifPresent(ProcessHandle::destroyForcibly);
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "The host does not end"
                + host.map(each -> " (pid " + each.pid() + ")").orElse("")
                + ". End it by hand, then try again");
      }
      TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
    }
    return true;
  }

  private void stop(Step step) throws InterruptedException {
    List<Thread> ending = new ArrayList<>();
    ending.addAll(stop(home.run(), step.parts()));
    ending.addAll(stop(home.dataPlane(), step.components()));
    for (Thread thread : ending) {
      thread.join();
    }
  }

  private List<Thread> stop(Path folder, List<String> names) {
    Map<String, ProcessHandle> living = Supervisor.living(folder);
    living.keySet().retainAll(names);
    if (living.isEmpty()) {
      return List.of();
    }
    Supervisor supervisor = new Supervisor(folder);
    return living.entrySet().stream()
        .map(each -> Thread.ofPlatform().start(() -> stop(supervisor, each)))
        .toList();
  }

  private void stop(Supervisor supervisor, Map.Entry<String, ProcessHandle> child) {
    try {
      endSessions(child.getValue());
      supervisor.remove(child.getKey());
      tell(child.getKey());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  private synchronized void tell(String name) {
    any = true;
    stopped.accept(name);
  }
}
