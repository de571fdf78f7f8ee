package io.millrace.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.process.ChildStatus.Phase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  @TempDir private Path home;

  @AfterEach
  void stopEverything() throws InterruptedException {
    new Supervisor(home).stopAll(List.of());
  }

  @Test
  void aKilledChildIsStartedAgain() throws Exception {
    try (Supervisor supervisor = new Supervisor(home)) {
      supervisor.ensure(sleeper("one", "600"));
      long first = runningPid(supervisor, "one");
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      until(() -> pid(supervisor, "one") != 0 && pid(supervisor, "one") != first);
      assertThat(runningStatus(supervisor, "one").restarts()).isEqualTo(1);
    }
  }

  @Test
  void theSameSpecAgainChangesNothingAndAnotherRestarts() throws Exception {
    try (Supervisor supervisor = new Supervisor(home)) {
      supervisor.ensure(sleeper("one", "600"));
      long first = runningPid(supervisor, "one");
      supervisor.ensure(sleeper("one", "600"));
      supervisor.ensure(sleeper("two", "600"));
      runningPid(supervisor, "two");
      assertThat(pid(supervisor, "one")).isEqualTo(first);
      supervisor.ensure(sleeper("one", "601"));
      until(() -> pid(supervisor, "one") != 0 && pid(supervisor, "one") != first);
      assertThat(gone(first)).isTrue();
    }
  }

  @Test
  void childrenOfADeadSupervisorAreAdoptedOrReplacedAndNeverDoubled() throws Exception {
    Process dead =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                ShortLivedSupervisor.class.getName(),
                home.toString())
            .inheritIO()
            .start();
    until(() -> Mark.bearers(home).size() == 2);
    dead.destroyForcibly().waitFor();
    long same = bearer("same");
    long different = bearer("different");

    try (Supervisor supervisor = new Supervisor(home)) {
      assertThat(supervisor.orphans()).containsExactlyInAnyOrder("same", "different");
      supervisor.ensure(sleeper("same", "600"));
      supervisor.ensure(sleeper("different", "601"));
      assertThat(runningPid(supervisor, "same")).isEqualTo(same);
      until(() -> pid(supervisor, "different") != 0 && pid(supervisor, "different") != different);
      until(() -> Mark.bearers(home).size() == 2);
      assertThat(gone(different)).isTrue();
    }
  }

  @Test
  void closingLeavesTheChildrenAndStoppingEndsThem() throws Exception {
    Supervisor first = new Supervisor(home);
    first.ensure(sleeper("one", "600"));
    long pid = runningPid(first, "one");
    first.close();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();
    new Supervisor(home).stopAll(List.of());
    assertThat(Mark.bearers(home)).isEmpty();
  }

  @Test
  void aPortInUseIsNamedWithItsOwner() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Supervisor supervisor = new Supervisor(home)) {
      ChildSpec spec = spec("one", List.of("/bin/sleep", "600"), List.of(taken.getLocalPort()));
      supervisor.ensure(spec);
      until(() -> status(supervisor, "one").phase() == Phase.BLOCKED);
      assertThat(status(supervisor, "one").reason())
          .contains("port " + taken.getLocalPort() + " is in use by")
          .contains("pid " + ProcessHandle.current().pid());
      taken.close();
      runningPid(supervisor, "one");
    }
  }

  @Test
  void aChildThatUsesTooMuchMemoryIsRestartedWithThatReason() throws Exception {
    try (Supervisor supervisor = new Supervisor(home)) {
      ChildSpec greedy =
          new ChildSpec(
              "greedy",
              List.of("/bin/sleep", "600"),
              Map.of(),
              home,
              home.resolve("greedy.log"),
              List.of(),
              new HealthCheck.None(),
              Duration.ofSeconds(5),
              1,
              Duration.ofSeconds(2));
      supervisor.ensure(greedy);
      until(() -> status(supervisor, "greedy").phase() == Phase.BACKING_OFF);
      assertThat(status(supervisor, "greedy").reason()).contains("over its limit");
    }
  }

  @Test
  void whatAKilledChildHadStartedIsStoppedBeforeItStartsAgain() throws Exception {
    try (Supervisor supervisor = new Supervisor(home)) {
      List<String> command = List.of("/bin/sh", "-c", "/bin/sleep 611 & echo $!; wait");
      supervisor.ensure(spec("parent", command, List.of()));
      long parent = runningPid(supervisor, "parent");
      Path log = home.resolve("parent.log");
      until(() -> Files.exists(log) && Files.readAllLines(log).size() == 1);
      long grandchild = Long.parseLong(Files.readAllLines(log).getFirst());
      ProcessHandle.of(parent).orElseThrow().destroyForcibly();
      until(() -> Files.readAllLines(log).size() == 2);
      assertThat(gone(grandchild)).isTrue();
    }
  }

  @Test
  void aChildThatIsNotReadyInTimeIsRestartedWithThatReason() throws Exception {
    HealthCheck never = new HealthCheck.Custom(() -> "it is not warm yet");
    try (Supervisor supervisor = new Supervisor(home)) {
      supervisor.ensure(checked("slow", List.of("/bin/sleep", "600"), never));
      until(() -> status(supervisor, "slow").phase() == Phase.BACKING_OFF);
      assertThat(status(supervisor, "slow").reason())
          .contains("not ready within")
          .contains("it is not warm yet");
    }
  }

  @Test
  void aJavaProgramIsHealthyOnceItAnswers() throws Exception {
    int port = freePort();
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-m",
            "jdk.httpserver",
            "-b",
            "127.0.0.1",
            "-p",
            String.valueOf(port),
            "-d",
            home.toString());
    URI root = URI.create("http://127.0.0.1:" + port + "/");
    try (Supervisor supervisor = new Supervisor(home)) {
      supervisor.ensure(checked("server", command, new HealthCheck.Http(root)));
      assertThat(runningStatus(supervisor, "server").residentBytes()).isGreaterThan(1 << 20);
      assertThat(PortOwner.find(port).orElseThrow().pid())
          .contains(status(supervisor, "server").pid().orElseThrow());
      supervisor.restart("server");
      until(() -> status(supervisor, "server").phase() != Phase.RUNNING);
      runningPid(supervisor, "server");
    }
  }

  @Test
  void aLargeLogIsRotatedWhileTheChildWrites() throws Exception {
    Path log = home.resolve("writer.log");
    Files.write(log, new byte[17 << 20]);
    try (Supervisor supervisor = new Supervisor(home)) {
      List<String> command = List.of("/bin/sh", "-c", "while :; do echo line; sleep 0.05; done");
      supervisor.ensure(spec("writer", command, List.of()));
      until(() -> Files.exists(home.resolve("writer.log.1")) && Files.size(log) < 1 << 20);
      until(() -> Files.size(log) > 10);
      assertThat(Files.readString(log)).contains("line").doesNotContain("\0");
    }
  }

  @Test
  void outputGoesToTheLog() throws Exception {
    try (Supervisor supervisor = new Supervisor(home)) {
      supervisor.ensure(spec("talker", List.of("/bin/echo", "hello"), List.of()));
      until(
          () ->
              Files.exists(home.resolve("talker.log"))
                  && Files.readString(home.resolve("talker.log")).contains("hello"));
    }
  }

  /// Starts two children and waits to be killed.
  static final class ShortLivedSupervisor {
    public static void main(String[] args) throws Exception {
      Supervisor supervisor = new Supervisor(Path.of(args[0]));
      supervisor.ensure(sleeper(Path.of(args[0]), "same", "600"));
      supervisor.ensure(sleeper(Path.of(args[0]), "different", "600"));
      Thread.currentThread().join();
    }
  }

  private ChildSpec sleeper(String name, String seconds) {
    return sleeper(home, name, seconds);
  }

  private static ChildSpec sleeper(Path home, String name, String seconds) {
    return spec(home, name, List.of("/bin/sleep", seconds), List.of());
  }

  private ChildSpec spec(String name, List<String> command, List<Integer> ports) {
    return spec(home, name, command, ports);
  }

  private ChildSpec checked(String name, List<String> command, HealthCheck health) {
    return new ChildSpec(
        name,
        command,
        Map.of(),
        home,
        home.resolve(name + ".log"),
        List.of(),
        health,
        Duration.ofSeconds(health instanceof HealthCheck.Custom ? 1 : 10),
        0,
        Duration.ofSeconds(2));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ChildSpec spec(Path home, String name, List<String> command, List<Integer> ports) {
    return new ChildSpec(
        name,
        command,
        Map.of(),
        home,
        home.resolve(name + ".log"),
        ports,
        new HealthCheck.None(),
        Duration.ofSeconds(5),
        0,
        Duration.ofSeconds(2));
  }

  /// An orphan that nobody waits for stays a zombie until init looks; it is dead all the same.
  private static boolean gone(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty() || ProcFs.zombie(pid);
  }

  private long bearer(String name) {
    return Mark.bearers(home).stream()
        .filter(each -> each.mark().name().equals(name))
        .findFirst()
        .orElseThrow()
        .process()
        .pid();
  }

  private static ChildStatus status(Supervisor supervisor, String name) {
    ChildStatus status = supervisor.observe(name);
    assertThat(status).isNotNull();
    return status;
  }

  private static ChildStatus runningStatus(Supervisor supervisor, String name) throws Exception {
    until(() -> status(supervisor, name).phase() == Phase.RUNNING);
    return status(supervisor, name);
  }

  private static long runningPid(Supervisor supervisor, String name) throws Exception {
    return runningStatus(supervisor, name).pid().orElseThrow();
  }

  private static long pid(Supervisor supervisor, String name) {
    return status(supervisor, name).pid().orElse(0L);
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("time to wait").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
