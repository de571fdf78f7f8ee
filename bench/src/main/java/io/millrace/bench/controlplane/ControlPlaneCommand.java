package io.millrace.bench.controlplane;

import io.millrace.bench.home.Await;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.home.Measured;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Percentiles;
import io.millrace.cli.home.Port;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "control-plane",
    mixinStandardHelpOptions = true,
    description = {
      "Connects simulated runners to a control plane and its database, changes what is wished of"
          + " one after another, and measures until each has said that it accepted the change."
    })
public final class ControlPlaneCommand implements Callable<Integer> {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
  private static final long ARRIVAL_SECONDS = 30;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_KB = 1024;

  @Mixin private HomeOptions options = new HomeOptions();

  @Option(names = "--runners", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int runners;

  @Option(names = "--changes", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int changes;

  @Option(
      names = "--pace",
      paramLabel = "PER_SECOND",
      defaultValue = "10",
      description = "Changes in a second (default: ${DEFAULT-VALUE}).")
  private double pace;

  @Option(
      names = "--warm-up",
      defaultValue = "100",
      description = "Changes before those that are measured (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("control-plane");
    report.setting("runners", runners);
    report.setting("changes", changes);
    report.setting("changesPerSecond", pace);
    report.setting("warmUpChanges", warmUp);
    try (BenchHome home = options.open()) {
      ProcessHandle controlPlane = startAlone(home);
      try (Fleet fleet = new Fleet(home.api(), home.port(Port.RUNNER), home.home().authority())) {
        measure(fleet, controlPlane, report);
      }
    }
    report.publish(options.results(), System.out);
    return 0;
  }

  /// Control plane and database only: what else `up` starts is stopped again.
  private static ProcessHandle startAlone(BenchHome home) throws Exception {
    home.up("--no-demo", "--no-wait");
    Await.until(
        "the control plane to be ready", START_LIMIT, () -> home.api().answers("/health/ready"));
    home.stopAllBut("control-plane", "control-plane-db");
    ProcessHandle found = home.parts().get("control-plane");
    if (found == null) {
      throw new IllegalStateException("The control plane is gone");
    }
    return found;
  }

  private void measure(Fleet fleet, ProcessHandle controlPlane, BenchReport report)
      throws Exception {
    List<Fleet.Enrolled> enrolled = enrol(fleet);
    long liveBefore = LiveHeap.bytes(controlPlane);
    long residentBefore = new Measured(controlPlane).residentBytes();
    List<SimulatedRunner> fleetOfRunners = new ArrayList<>();
    try (Heart heart = new Heart()) {
      for (Fleet.Enrolled each : enrolled) {
        SimulatedRunner runner = fleet.runner(each, fleetOfRunners.size());
        fleetOfRunners.add(runner);
        runner.connect();
        heart.add(runner);
      }
      Await.until(
          "all runners to have reported",
          SETTLE_LIMIT,
          () -> fleetOfRunners.stream().allMatch(SimulatedRunner::settled));
      long residentAfter = new Measured(controlPlane).residentBytes();
      long liveAfter = LiveHeap.bytes(controlPlane);
      change(fleet, fleetOfRunners, warmUp);
      Percentiles arrivals = new Percentiles(change(fleet, fleetOfRunners, changes));
      long residentEnd = new Measured(controlPlane).residentBytes();
      requireAllOpen(fleetOfRunners);
      report.figure("wish to acknowledgement, p50", arrivals.at(50), "ms");
      report.figure("wish to acknowledgement, p99", arrivals.at(99), "ms", "at most 50 ms");
      report.figure("wish to acknowledgement, most", arrivals.max(), "ms");
      report.figure(
          "resident memory for each runner",
          (residentAfter - residentBefore) / BYTES_PER_KB / runners,
          "KB",
          "at most 64 KB");
      report.figure(
          "live heap for each runner", (liveAfter - liveBefore) / BYTES_PER_KB / runners, "KB");
      report.figure("control plane before, resident", megabytes(residentBefore), "MB");
      report.figure("control plane connected, resident", megabytes(residentAfter), "MB");
      report.figure("control plane after the changes, resident", megabytes(residentEnd), "MB");
    } finally {
      fleetOfRunners.forEach(SimulatedRunner::close);
    }
  }

  private List<Fleet.Enrolled> enrol(Fleet fleet) throws Exception {
    List<CompletableFuture<Fleet.Enrolled>> under = new ArrayList<>();
    try (ExecutorService four = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < runners; i++) {
        int number = i;
        CompletableFuture<Fleet.Enrolled> one = new CompletableFuture<>();
        under.add(one);
        four.execute(
            () -> {
              try {
                one.complete(fleet.enrol(number));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                one.completeExceptionally(e);
              } catch (Exception e) {
                one.completeExceptionally(e);
              }
            });
      }
      List<Fleet.Enrolled> done = new ArrayList<>();
      for (CompletableFuture<Fleet.Enrolled> one : under) {
        done.add(one.get());
      }
      return done;
    }
  }

  /// @return for each change, milliseconds from before the call to after the acknowledgement
  private double[] change(Fleet fleet, List<SimulatedRunner> all, int count) throws Exception {
    double[] millis = new double[count];
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begin + (long) (i / pace * TimeUnit.SECONDS.toNanos(1));
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      // A prime stride: neighbours were made, and connected, together.
      SimulatedRunner runner = all.get((int) (i * 7919L % all.size()));
      CompletableFuture<Long> arrival = runner.expect();
      long asked = System.nanoTime();
      fleet.flip(runner);
      millis[i] = (arrival.get(ARRIVAL_SECONDS, TimeUnit.SECONDS) - asked) / NANOS_PER_MILLI;
    }
    return millis;
  }

  private static void requireAllOpen(List<SimulatedRunner> all) {
    List<String> troubles =
        all.stream().map(SimulatedRunner::trouble).filter(each -> !each.isEmpty()).toList();
    if (!troubles.isEmpty()) {
      throw new IllegalStateException(
          troubles.size() + " runners lost their stream; the first: " + troubles.getFirst());
    }
  }

  private static double megabytes(long bytes) {
    return bytes / BYTES_PER_KB / BYTES_PER_KB;
  }
}
