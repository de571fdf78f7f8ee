package io.millrace.runner.reconcile;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.pipeline.TransformPreviewer;
import io.millrace.runner.Problems;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.ConnectionTest;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import io.millrace.runner.protocol.Sealing.CannotOpenException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final Sealing.KeyPair sealing;
  private final Problems problems;
  private final DiskSpace disk;
  private final BooleanSupplier fenced;
  private final Consumer<ObservedState> observer;
  private final Semaphore wake = new Semaphore(0);

  private Opened opened = new Opened(Map.of(), Map.of(), "");
  private long converged;
  private Object reported = "";
  private Instant reportedAt = Instant.EPOCH;

  /// @param fenced whether another runner is at work, so that this one must not act
  /// @param observer takes what was seen, when it changed or is due
  public Reconciler(
      Desired desired,
      Platform platform,
      Pipelines pipelines,
      Sealing.KeyPair sealing,
      Problems problems,
      DiskSpace disk,
      BooleanSupplier fenced,
      Consumer<ObservedState> observer) {
    this.desired = desired;
    this.platform = platform;
    this.pipelines = pipelines;
    this.sealing = sealing;
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
    Map<String, Map<String, String>> secrets = secrets(state);
    List<PipelineStatus> flows =
        pipelines.reconcile(state.connectors(), secrets, state.pipelines());
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
                state.connectionTests(), test -> opened(state.installId(), test)),
            pipelines.preview(
                state.transformPreviews(),
                new TransformPreviewer.Around(state.connectors(), secrets, state.pipelines()))));
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

  private Map<String, String> opened(String install, ConnectionTest test) {
    Map<String, String> secrets = new TreeMap<>();
    test.connector()
        .secrets()
        .forEach(
            (field, secret) -> {
              try {
                secrets.put(
                    field,
                    sealing.open(
                        secret, new Sealing.Place(install, test.connector().name(), field)));
              } catch (CannotOpenException e) {
                throw new IllegalArgumentException(
                    "The " + field + " cannot be opened because " + e.getMessage() + ".", e);
              }
            });
    return secrets;
  }

  /// What sealed secrets were opened to: connector → field → secret. Opening one costs more than
  /// all else that a look does in this process, so they are opened when they change.
  private record Opened(
      Map<String, Map<String, SealedSecret>> sealed,
      Map<String, Map<String, String>> secrets,
      String failed) {}

  private Map<String, Map<String, String>> secrets(DesiredState state) {
    Map<String, Map<String, SealedSecret>> sealed = new HashMap<>();
    state.connectors().forEach(each -> sealed.put(each.name(), each.secrets()));
    if (!sealed.equals(opened.sealed())) {
      opened = open(state.installId(), sealed);
    }
    if (opened.failed().isEmpty()) {
      problems.clear("secret-unreadable");
    } else {
      problems.raise(
          "secret-unreadable",
          "A connector's secret cannot be used",
          opened.failed(),
          "Enter it again: it is then sealed to this runner's present key");
    }
    return opened.secrets();
  }

  private Opened open(String install, Map<String, Map<String, SealedSecret>> sealed) {
    Map<String, Map<String, String>> secrets = new HashMap<>();
    StringBuilder failed = new StringBuilder();
    sealed.forEach(
        (connector, fields) -> {
          Map<String, String> opening = new TreeMap<>();
          fields.forEach(
              (field, secret) -> {
                try {
                  opening.put(
                      field, sealing.open(secret, new Sealing.Place(install, connector, field)));
                } catch (CannotOpenException e) {
                  failed.append(
                      "The "
                          + field
                          + " of "
                          + connector
                          + " cannot be opened because "
                          + e.getMessage()
                          + ". ");
                }
              });
          secrets.put(connector, opening);
        });
    return new Opened(sealed, secrets, failed.toString().strip());
  }
}
