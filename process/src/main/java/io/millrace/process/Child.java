package io.millrace.process;

import io.millrace.process.ChildStatus.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One supervised process, looked after by one thread of its supervisor: [#look] compares what
/// should be with what is and takes the next step.
final class Child {

  /// A healthy child is asked how it is less often than one that is about to be.
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);

  private static final Duration UNHEALTHY_LIMIT = Duration.ofSeconds(30);
  private static final Duration PACE = Duration.ofMillis(200);
  private static final Duration CALM_PACE = Duration.ofSeconds(1);
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(2);
  static final boolean SETSID = Files.isExecutable(Path.of("/usr/bin/setsid"));

  private final Path owner;
  private final Runnable changed;
  private static final long FULL_BELOW = 32L << 20;

  private final Runnable wake;
  private final Backoff backoff = new Backoff();

  private volatile ChildStatus status;
  private volatile ChildSpec spec;
  private volatile boolean restartWanted;

  private @Nullable ProcessHandle process;
  private String runningDigest = "";
  private Instant startedAt = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;
  private Instant healthySince = Instant.EPOCH;
  private Instant askedAt = Instant.EPOCH;
  private int restarts;

  /// @param wake asks for a [#look] soon
  Child(Path owner, ChildSpec spec, Runnable changed, Runnable wake) {
    this.owner = owner;
    this.spec = spec;
    this.changed = changed;
    this.wake = wake;
    this.status =
        new ChildStatus(
            spec.name(),
            Phase.STARTING,
            "It is about to be started",
            "",
            Instant.now(),
            Optional.empty(),
            0,
            0,
            Optional.empty());
  }

  ChildStatus status() {
    return status;
  }

  ChildSpec spec() {
    return spec;
  }

  void want(ChildSpec wanted) {
    spec = wanted;
  }

  void wantRestart() {
    restartWanted = true;
  }

  /// Takes over a process that was started by an earlier life of the supervisor.
  void adopt(Mark.Bearer bearer) {
    process = bearer.process();
    runningDigest = bearer.mark().digest();
    startedAt = bearer.startedAt();
    wakeAtEnd(bearer.process());
  }

  private void wakeAtEnd(ProcessHandle handle) {
    var _ = handle.onExit().thenRun(wake);
  }

  /// How long until the next [#look], if nothing asks for one before.
  Duration pace() {
    return status.phase() == Phase.RUNNING ? CALM_PACE : PACE;
  }

  /// One step towards what should be. Called again and again by one thread.
  void look() throws InterruptedException {
    LogFile.rotateIfLarge(spec.logFile());
    ProcessHandle running = process;
    if (running != null && !alive(running)) {
      ended(running);
      running = null;
    }
    if (running != null && restartWanted) {
      stop("It is restarted as was asked");
      running = null;
    } else if (running != null && !runningDigest.equals(spec.digest())) {
      stop("It is restarted with a new configuration");
      running = null;
    }
    restartWanted = false;
    if (running == null) {
      start();
    } else {
      watch(running);
    }
  }

  private void ended(ProcessHandle dead) {
    process = null;
    healthySince = Instant.EPOCH;
    Duration wait = backoff.next();
    notBefore = Instant.now().plus(wait);
    restarts++;
    Path folder = spec.workingDirectory();
    boolean full = full(folder);
    show(
        Phase.BACKING_OFF,
        "It ended by itself (pid "
            + dead.pid()
            + ") and starts again in "
            + seconds(wait)
            + (full ? "; the disk of " + folder + " is full" : ""),
        full
            ? "Free some space on the disk of " + folder
            : "If this repeats, its log says why: " + spec.logFile());
  }

  private static boolean full(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < FULL_BELOW;
    } catch (IOException e) {
      return false;
    }
  }

  private void start() throws InterruptedException {
    if (Instant.now().isBefore(notBefore)) {
      return;
    }
    stopLeftovers();
    for (int port : spec.ports()) {
      Optional<PortOwner> foreign = PortOwner.find(port);
      if (foreign.isPresent()) {
        show(
            Phase.BLOCKED,
            "It cannot start because " + foreign.get(),
            "Stop that process, or use other ports with --port-offset");
        return;
      }
    }
    try {
      ChildSpec starting = spec;
      starting.beforeStart().run();
      ProcessHandle started = spawn(starting).toHandle();
      process = started;
      runningDigest = starting.digest();
      startedAt = Instant.now();
      wakeAtEnd(started);
      show(Phase.STARTING, "It is starting", "");
    } catch (IOException e) {
      notBefore = Instant.now().plus(backoff.next());
      show(
          Phase.BLOCKED,
          "It cannot be started: " + e.getMessage(),
          "Check free disk space and the permissions of " + spec.workingDirectory());
    }
  }

  /// What a process that was killed had started itself bears its mark still, and holds what it
  /// held: ports, locks, shared memory.
  private void stopLeftovers() throws InterruptedException {
    for (Mark.Bearer leftover : Mark.bearers(owner)) {
      if (leftover.mark().name().equals(spec.name())) {
        stop(leftover.process(), LEFTOVER_GRACE);
      }
    }
  }

  /// The child gets a process group of its own, so that a Ctrl-C in the terminal of whoever started
  /// the supervisor does not reach it. The new process *is* the command: setsid only replaces
  /// itself.
  private Process spawn(ChildSpec starting) throws IOException {
    Files.createDirectories(starting.workingDirectory());
    Files.createDirectories(starting.logFile().toAbsolutePath().getParent());
    List<String> command = new ArrayList<>(starting.command());
    if (SETSID) {
      command.add(0, "/usr/bin/setsid");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(starting.workingDirectory().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(starting.logFile().toFile()));
    builder.environment().putAll(starting.environment());
    builder.environment().put(Mark.VARIABLE, Mark.of(owner, starting).value());
    return builder.start();
  }

  private void watch(ProcessHandle running) throws InterruptedException {
    if (status.phase() == Phase.RUNNING && askedAt.plus(ASK_EVERY).isAfter(Instant.now())) {
      return;
    }
    askedAt = Instant.now();
    long resident = ProcFs.residentBytes(running.pid());
    if (spec.memoryLimitBytes() > 0 && resident > spec.memoryLimitBytes()) {
      restart(
          "It used "
              + mebibytes(resident)
              + " of memory, over its limit of "
              + mebibytes(spec.memoryLimitBytes()));
      return;
    }
    String trouble = spec.health().ask();
    Instant now = Instant.now();
    if (trouble.isEmpty()) {
      if (healthySince.equals(Instant.EPOCH)) {
        healthySince = now;
      } else if (healthySince.plus(Backoff.FORGIVEN_AFTER).isBefore(now)) {
        backoff.forgive();
      }
      show(Phase.RUNNING, "", "");
    } else if (healthySince.equals(Instant.EPOCH)) {
      if (startedAt.plus(spec.startDeadline()).isBefore(now)) {
        restart("It was not ready within " + seconds(spec.startDeadline()) + ": " + trouble);
      } else {
        show(Phase.STARTING, "It is starting", "");
      }
    } else if (status.phase() == Phase.UNHEALTHY
        && status.since().plus(UNHEALTHY_LIMIT).isBefore(now)) {
      restart("It was not healthy for " + seconds(UNHEALTHY_LIMIT) + ": " + trouble);
    } else {
      show(Phase.UNHEALTHY, "It runs, but " + trouble, "");
    }
  }

  private void restart(String why) throws InterruptedException {
    stop(why);
    restarts++;
    notBefore = Instant.now().plus(backoff.next());
    show(Phase.BACKING_OFF, why + "; it starts again", "Its log may say more: " + spec.logFile());
  }

  private void stop(String why) throws InterruptedException {
    stop(why, spec.stopGrace());
  }

  /// Ends the process and all that it started; returns when they are gone.
  void stop(String why, Duration grace) throws InterruptedException {
    ProcessHandle running = process;
    if (running == null) {
      return;
    }
    show(Phase.STOPPING, why, "");
    stop(running, grace);
    process = null;
    healthySince = Instant.EPOCH;
    show(Phase.STOPPED, why, "");
  }

  /// Its own helpers end with it. Children that it supervises in turn bear marks of their own and
  /// live on.
  static void stop(ProcessHandle running, Duration grace) throws InterruptedException {
    List<ProcessHandle> descendants = Mark.sharedWith(running);
    running.destroy();
    if (!awaitEnd(running, grace)) {
      running.destroyForcibly();
      awaitEnd(running, Duration.ofSeconds(10));
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean awaitEnd(ProcessHandle handle, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (alive(handle)) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  private static boolean alive(ProcessHandle handle) {
    return handle.isAlive() && !ProcFs.zombie(handle.pid());
  }

  private void show(Phase phase, String reason, String nextStep) {
    ChildStatus before = status;
    ProcessHandle running = process;
    boolean same = before.phase() == phase && before.reason().equals(reason);
    status =
        new ChildStatus(
            spec.name(),
            phase,
            reason,
            nextStep,
            same ? before.since() : Instant.now(),
            Optional.ofNullable(running).map(ProcessHandle::pid),
            running == null ? 0 : ProcFs.residentBytes(running.pid()),
            restarts,
            running == null ? Optional.empty() : Optional.of(startedAt));
    if (!same || !before.pid().equals(status.pid())) {
      changed.run();
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() < 1000 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
