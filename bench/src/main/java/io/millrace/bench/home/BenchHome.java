package io.millrace.bench.home;

import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Programs;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.cli.home.Shutdown;
import io.millrace.process.Command;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A Millrace in a folder of its own. Closing it stops everything that it started.
public final class BenchHome implements AutoCloseable {

  private static final Duration UP_LIMIT = Duration.ofMinutes(10);

  private final Path folder;
  private final boolean temporary;
  private final Home home;
  private final int portOffset;
  private final List<Supervisor> others = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param folder where the home is made, and what else a benchmark writes
  /// @param temporary whether the folder is deleted in the end
  public BenchHome(Path folder, boolean temporary, int portOffset) {
    this.folder = folder;
    this.temporary = temporary;
    this.home = new Home(folder.resolve("home"));
    this.portOffset = portOffset;
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeAtExit));
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("What was started in " + folder + " may still run: " + e.getMessage());
    }
  }

  public Path folder() {
    return folder;
  }

  public Home home() {
    return home;
  }

  /// Runs `millrace up` to its end. The launcher would build what changed first; this does not.
  public void up(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dmillrace.root=" + System.getProperty("millrace.root"),
                "-Dmillrace.dist=" + Programs.dist(),
                "-cp",
                Programs.classPath("cli"),
                "io.millrace.cli.Main",
                "up",
                "--home",
                home.root().toString(),
                "--port-offset",
                String.valueOf(portOffset)));
    command.addAll(List.of(options));
    Command.run(command, "", UP_LIMIT).orElseThrow("millrace up did not succeed");
  }

  /// Looks after processes beside Millrace's, which end with it at the latest.
  ///
  /// @param run where it keeps what it knows of them
  public Supervisor supervisor(Path run) {
    Supervisor supervisor = new Supervisor(run);
    others.add(supervisor);
    return supervisor;
  }

  public void down() throws IOException, InterruptedException {
    Shutdown.run(home, _ -> {});
  }

  /// Returns once all of it has started, and does next to nothing.
  public void awaitRest() throws IOException, InterruptedException {
    Rest.await(() -> processesBut());
  }

  /// The host, its children and the data plane's processes, but for these parts of the host.
  public Collection<ProcessHandle> processesBut(String... parts) throws IOException {
    Map<String, ProcessHandle> all = new HashMap<>(parts());
    all.keySet().removeAll(List.of(parts));
    all.putAll(components());
    new Running(home).hostProcess().ifPresent(host -> all.put("host", host));
    return all.values();
  }

  /// Whether each JVM of the data plane was started with a cache of an earlier life.
  public boolean usesAllCaches() throws IOException {
    for (String component : components().keySet()) {
      if (!Files.readString(home.dataPlane().resolve(component).resolve("jvm.options"))
          .contains("-XX:AOTCache=")) {
        return false;
      }
    }
    return true;
  }

  /// Ends all but these parts of the host, and the data plane with it.
  public void stopAllBut(String... kept) throws IOException, InterruptedException {
    Shutdown.endHost(home);
    // The runner before its children, which it would start again.
    try (Supervisor parts = new Supervisor(home.run())) {
      parts.remove("runner");
      try (Supervisor components = new Supervisor(home.dataPlane())) {
        components.stopAll(List.of());
      }
      for (String part : parts().keySet()) {
        if (!List.of(kept).contains(part)) {
          parts.remove(part);
        }
      }
    }
  }

  public Settings settings() throws IOException {
    return Settings.read(home).orElseThrow(() -> new IOException("It was never started: " + home));
  }

  public int port(Port port) throws IOException {
    return port.of(settings());
  }

  public Api api() throws IOException {
    return new Api(
        "http://127.0.0.1:" + port(Port.CONSOLE), Credentials.open(home).credentials().apiKey());
  }

  /// The host's children by name.
  public Map<String, ProcessHandle> parts() {
    return Supervisor.living(home.run());
  }

  /// The data plane's processes by name.
  public Map<String, ProcessHandle> components() {
    return Supervisor.living(home.dataPlane());
  }

  /// Stops even where it was interrupted or ended by a signal: nothing of a benchmark is to be left
  /// running.
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      for (Supervisor other : others) {
        other.stopAll(List.of());
        other.close();
      }
      down();
      if (temporary) {
        delete(folder);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
