package io.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Stops everything of a home, also what a crash left behind: it is found by its mark. Data is
/// kept.
public final class Shutdown {

  private static final List<String> PARTS =
      List.of("runner", "control-plane", "demo-db", "control-plane-db");

  /// What writes stops before what it writes to.
  private static final List<String> COMPONENTS =
      List.of(
          "connect",
          "flink-sql-gateway",
          "flink-taskmanager",
          "flink-jobmanager",
          "schema-registry",
          "kafka");

  private Shutdown() {}

  /// @param stopped takes the name of each thing that ran and does no longer
  /// @return whether anything ran
  public static boolean run(Home home, Consumer<String> stopped)
      throws IOException, InterruptedException {
    boolean hostRan = stopHost(home);
    if (hostRan) {
      stopped.accept("host");
    }
    boolean any = hostRan;
    Supervisor parts = new Supervisor(home.run());
    // First the runner, which would start again what is stopped behind its back.
    any |= stop(parts, List.of("runner"), stopped);
    any |= stop(new Supervisor(home.dataPlane()), COMPONENTS, stopped);
    any |= stop(parts, PARTS, stopped);
    parts.stopAll(List.of());
    return any;
  }

  private static boolean stop(Supervisor supervisor, List<String> names, Consumer<String> stopped)
      throws InterruptedException {
    boolean any = false;
    for (String name : names) {
      if (supervisor.orphans().contains(name)) {
        supervisor.remove(name);
        stopped.accept(name);
        any = true;
      }
    }
    return any;
  }

  private static boolean stopHost(Home home) throws IOException, InterruptedException {
    Running running = new Running(home);
    if (!running.hostAlive()) {
      return false;
    }
    JsonNode host = running.host();
    ProcessHandle.of(host.path("pid").asLong()).ifPresent(ProcessHandle::destroy);
    for (int i = 0; i < 100 && running.hostAlive(); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    if (running.hostAlive()) {
      ProcessHandle.of(host.path("pid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
    }
    return true;
  }
}
