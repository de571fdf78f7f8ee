package io.millrace.runner.reconcile;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.pipeline.OpenedSecrets;
import io.millrace.dataplane.pipeline.TransformPreviewer;
import io.millrace.runner.Problems;
import io.millrace.runner.journal.SealingKeys;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The loop: takes the DesiredState as it is now, lets platform and pipelines work towards it, and
/// says what it saw. Every other second, and at once when something changes.
public final class Reconciler {

  private static final Logger LOG = Logger.getLogger("reconcile");
  private static final Duration PACE = Duration.ofSeconds(2);

  /// While something is being brought about, a second is long.
  private static final Duration HURRIED_PACE = Duration.ofMillis(200);

  /// Changes that come together are looked at together.
  private static final Duration SETTLE = Duration.ofMillis(50);

  private static final Duration REPORT_AT_LEAST = Duration.ofSeconds(2);

  private final Desired desired;
  private final Platform platform;
  private final Pipelines pipelines;
  private final Secrets secrets;
  private final Problems problems;
  private final DiskSpace disk;
  private final BooleanSupplier fenced;
  private final Consumer<ObservedState> observer;
  private final Semaphore wake = new Semaphore(0);

  private long converged;
  private Object reported = "";
  private Instant reportedAt = Instant.EPOCH;

  /// @param fenced whether another runner is at work, so that this one must not act
  /// @param observer takes what was seen, when it changed or is due
  public Reconciler(
      Desired desired,
      Platform platform,
      Pipelines pipelines,
      SealingKeys sealing,
      Problems problems,
      DiskSpace disk,
      BooleanSupplier fenced,
      Consumer<ObservedState> observer) {
    this.desired = desired;
    this.platform = platform;
    this.pipelines = pipelines;
    this.secrets = new Secrets(sealing, problems);
    this.problems = problems;
    this.disk = disk;
    this.fenced = fenced;
    this.observer = observer;
    platform.onChange(this::wake);
  }

  /// Something changed: look now.
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  public void run() throws InterruptedException {
    while (true) {
      Duration pace = PACE;
      try {
        pace = desired.accepted().filter(_ -> !fenced.getAsBoolean()).map(this::once).orElse(PACE);
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "A look at the data plane failed; the next follows", e);
      }
      if (wake.tryAcquire(pace.toMillis(), TimeUnit.MILLISECONDS)) {
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        wake.drainPermits();
      }
    }
  }

  /// One look. Returns how soon the next should be.
  private Duration once(Desired.Accepted accepted) {
    DesiredState state = accepted.state();
    disk.look(problems);
    platform.apply(accepted.release(), state.components());
    OpenedSecrets opened = secrets.open(state);
    List<PipelineStatus> flows = pipelines.reconcile(state.connectors(), opened, state.pipelines());
    List<ComponentStatus> components = platform.observe();
    boolean running =
        components.size() == state.components().size()
            && components.stream().allMatch(each -> each.status().state() == State.RUNNING);
    if (running && pipelines.converged()) {
      converged = state.generation();
    }
    tell(
        new ObservedState(
            state.generation(),
            Math.min(converged, state.generation()),
            Instant.now(),
            components,
            flows,
            problems.list(),
            pipelines.tryConnections(
                state.connectionTests(), test -> secrets.open(state.installId(), test.connector())),
            pipelines.preview(
                state.transformPreviews(),
                new TransformPreviewer.Around(state.connectors(), opened, state.pipelines()))));
    return converged == state.generation() && running ? PACE : HURRIED_PACE;
  }

  private void tell(ObservedState seen) {
    Object essence = essence(seen);
    Instant now = Instant.now();
    boolean flowing = seen.pipelines().stream().anyMatch(each -> each.metrics().isPresent());
    boolean due = flowing && reportedAt.plus(REPORT_AT_LEAST).isBefore(now);
    if (due || !essence.equals(reported)) {
      reported = essence;
      reportedAt = now;
      observer.accept(seen);
    }
  }

  /// What is worth a report at once: everything but figures and times, which change all the while.
  private static Object essence(ObservedState seen) {
    return List.of(
        seen.acceptedGeneration(),
        seen.convergedGeneration(),
        seen.components().stream()
            .map(
                each ->
                    List.of(
                        each.name(),
                        each.version(),
                        each.status().state(),
                        each.status().reason(),
                        each.restarts(),
                        each.fetchedBytes() >> 22))
            .toList(),
        seen.pipelines().stream()
            .map(
                each ->
                    List.of(
                        each.name(),
                        each.status().state(),
                        each.status().reason(),
                        each.parts().tasks()))
            .toList(),
        seen.problems(),
        seen.connectionTests(),
        seen.transformPreviews());
  }
}
