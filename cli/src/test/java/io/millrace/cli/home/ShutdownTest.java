package io.millrace.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.check.Leftovers;
import io.millrace.process.ChildSpec;
import io.millrace.process.ChildStatus;
import io.millrace.process.HealthCheck;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the host dead and its children alive, as after a `kill -9`.
class ShutdownTest {

  @TempDir private Path folder;

  @AfterEach
  void stopEverything() throws InterruptedException {
    Home home = new Home(folder);
    new Supervisor(home.run()).stopAll(List.of());
    new Supervisor(home.dataPlane()).stopAll(List.of());
  }

  @Test
  void whatACrashLeftBehindIsFoundAndStoppedInOrder() throws Exception {
    Home home = new Home(folder);
    abandon(home.run(), "control-plane-db", "control-plane", "runner");
    abandon(home.dataPlane(), "kafka", "connect");
    assertThat(Leftovers.look(home).what()).contains("kafka (pid ", "runner (pid ");

    List<String> stopped = new ArrayList<>();
    assertThat(Shutdown.run(home, stopped::add)).isTrue();

    assertThat(stopped)
        .startsWith("runner")
        .containsExactlyInAnyOrder(
            "runner", "connect", "kafka", "control-plane", "control-plane-db")
        .containsSubsequence("connect", "kafka")
        .containsSubsequence("control-plane", "control-plane-db");
    assertThat(Supervisor.living(home.run())).isEmpty();
    assertThat(Supervisor.living(home.dataPlane())).isEmpty();
    assertThat(Leftovers.look(home).nextStep()).isEmpty();
  }

  @Test
  void whatHasAnUnknownNameIsStoppedToo() throws Exception {
    Home home = new Home(folder);
    abandon(home.run(), "of-a-newer-version");
    Shutdown.run(home, name -> {});
    assertThat(Supervisor.living(home.run())).isEmpty();
  }

  @Test
  void anotherHomesProcessesAreLeftAlone() throws Exception {
    Home one = new Home(folder.resolve("one"));
    Home other = new Home(folder.resolve("other"));
    abandon(one.run(), "runner");
    abandon(other.run(), "runner");
    try {
      Shutdown.run(one, name -> {});
      assertThat(Supervisor.living(other.run())).containsOnlyKeys("runner");
    } finally {
      Shutdown.run(other, name -> {});
    }
  }

  @Test
  void whereNothingRunsNothingIsDone() throws Exception {
    assertThat(Shutdown.run(new Home(folder), name -> {})).isFalse();
  }

  @Test
  void aHostIsAliveAsLongAsItHoldsItsLock() throws IOException {
    Home home = new Home(folder);
    Running running = new Running(home);
    assertThat(running.hostAlive()).isFalse();
    Files.createDirectories(home.run());
    Files.createFile(home.hostLock());
    assertThat(running.hostAlive()).isFalse();
  }

  @Test
  void onlyAFreshStatusOfALivingRunnerIsTakenForTheRunners() throws Exception {
    Home home = new Home(folder);
    long living = ProcessHandle.current().pid();
    Process ended = new ProcessBuilder("/bin/true").start();
    ended.waitFor();

    assertThat(statusOf(home, Instant.parse("2026-01-01T00:00:00Z"), living)).isEmpty();
    assertThat(statusOf(home, Instant.now(), ended.pid())).isEmpty();
    assertThat(statusOf(home, Instant.now(), living).path("connected").asBoolean()).isTrue();
  }

  private static JsonNode statusOf(Home home, Instant at, long pid) throws IOException {
    PrivateJson.writeText(
        home.runnerStatus(), "{\"at\":\"%s\",\"pid\":%d,\"connected\":true}".formatted(at, pid));
    return new Running(home).runner();
  }

  /// Starts children and goes away, as a killed host does.
  private static void abandon(Path owner, String... names) throws IOException {
    Files.createDirectories(owner);
    try (Supervisor supervisor = new Supervisor(owner)) {
      for (String name : names) {
        supervisor.ensure(
            new ChildSpec(
                name,
                List.of("/bin/sleep", "600"),
                Map.of(),
                owner,
                owner.resolve(name + ".log"),
                List.of(),
                new HealthCheck.None(),
                Duration.ofSeconds(10),
                0,
                Duration.ofSeconds(5)));
      }
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!supervisor.observe().stream()
          .allMatch(each -> each.phase() == ChildStatus.Phase.RUNNING)) {
        assertThat(System.nanoTime()).as("started in time").isLessThan(end);
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }
}
