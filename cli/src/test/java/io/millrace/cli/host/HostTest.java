package io.millrace.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Programs;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.cli.home.Shutdown;
import io.millrace.cli.view.Part;
import io.millrace.cli.view.Summary;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The host with a real PostgreSQL, and with small programs in the place of control plane and
/// runner.
class HostTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private Home home;
  private Path dist;
  private Path postgres;

  @BeforeEach
  void makeHomeAndPrograms() throws Exception {
    System.setProperty("millrace.root", ROOT.toString());
    System.setProperty("millrace.dist", ROOT.resolve("target/dist").toString());
    home = new Home(folder.resolve("home"));
    home.create();
    new Settings(freeOffset(), "", false, 0, 0, null).write(home);
    postgres = Programs.postgres(home, (_, _) -> {});
    dist = folder.resolve("dist");
    Files.createDirectories(dist.resolve("cli"));
    jar(dist.resolve("control-plane/app/main.jar"), "io/millrace/controlplane");
    for (String each : List.of("quarkus", "lib/main", "lib/boot")) {
      Files.createDirectories(dist.resolve("control-plane").resolve(each));
    }
    jar(dist.resolve("runner/main.jar"), "io/millrace/runner");
  }

  @AfterEach
  void stopEverything() throws Exception {
    Shutdown.run(home, _ -> {});
  }

  @Test
  void whatAKilledHostLeavesIsTakenOverAsItIs() throws Exception {
    Process first = host();
    Map<String, Long> before = awaitRunning();
    assertThat(before).containsOnlyKeys("control-plane", "control-plane-db", "runner");
    first.destroyForcibly().waitFor();

    assertThat(new Running(home).hostAlive()).isFalse();
    assertThat(Summary.parts(home)).extracting(Part::state).containsOnly("DEGRADED").hasSize(3);

    host();
    assertThat(awaitRunning()).isEqualTo(before);
  }

  @Test
  void whatIsKilledIsStartedAgain() throws Exception {
    host();
    Map<String, Long> before = awaitRunning();
    before.values().forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    until(() -> before.keySet().equals(running().keySet()) && !running().equals(before));
    until(() -> running().values().stream().noneMatch(before::containsValue));
  }

  @Test
  void thereIsOneHostForEachHome() throws Exception {
    host();
    awaitRunning();
    Process second = host();
    assertThat(second.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(3);
    assertThat(new Running(home).hostAlive()).isTrue();
  }

  @Test
  void downStopsWhatWritesBeforeWhatItWritesTo() throws Exception {
    host();
    awaitRunning();
    List<String> stopped = new ArrayList<>();
    Shutdown.run(home, stopped::add);
    assertThat(stopped).containsExactly("host", "runner", "control-plane", "control-plane-db");
    assertThat(Supervisor.living(home.run())).isEmpty();
    // An orderly end leaves nothing to recover.
    assertThat(home.controlPlane().resolve("db/postmaster.pid")).doesNotExist();
  }

  private Process host() throws IOException {
    return new ProcessBuilder(
            Programs.java(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-Dmillrace.root=" + ROOT,
            "-Dmillrace.dist=" + dist,
            "-cp",
            System.getProperty("java.class.path"),
            HostMain.class.getName(),
            home.root().toString(),
            postgres.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("host.log").toFile()))
        .start();
  }

  private Map<String, Long> awaitRunning() {
    until(() -> running().size() == 3);
    return running();
  }

  private Map<String, Long> running() {
    Map<String, Long> pids = new TreeMap<>();
    try {
      if (new Running(home).hostAlive()) {
        for (JsonNode part : new Running(home).host().path("parts")) {
          if (part.path("phase").asText().equals("RUNNING")) {
            pids.put(part.path("name").asText(), part.path("pid").asLong());
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return pids;
  }

  private void until(Callable<Boolean> condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "Not within "
                  + LIMIT
                  + ": "
                  + PrivateJson.JSON.writeValueAsString(new Running(home).host())
                  + Files.readString(folder.resolve("host.log")));
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// An offset at which the three ports of this home are free.
  private static int freeOffset() throws IOException {
    for (int offset = 22_300; ; offset++) {
      try (ServerSocket _ = new ServerSocket(8080 + offset);
          ServerSocket _ = new ServerSocket(9701 + offset);
          ServerSocket _ = new ServerSocket(9732 + offset)) {
        return offset;
      } catch (IOException e) {
        if (offset > 40_000) {
          throw e;
        }
      }
    }
  }

  private static void jar(Path file, String packageFolder) throws IOException {
    Files.createDirectories(file.getParent());
    Path classes = Path.of("target/test-classes");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> files = Files.list(classes.resolve(packageFolder))) {
      for (Path each : files.toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
      }
    }
  }
}
