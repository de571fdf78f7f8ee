package io.millrace.bench.home;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Waits until processes that were started have done what a start brings with it, so that it is not
/// measured with what comes after.
public final class Rest {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long WINDOW_SECONDS = 5;

  /// Of one core. A whole Millrace that nobody uses takes half of it, and one that starts or makes
  /// its caches more than twice as much.
  private static final double CORES = 0.6;

  private static final int QUIET_WINDOWS = 3;

  private Rest() {}

  /// Which processes there are now.
  @FunctionalInterface
  public interface Processes {
    Collection<ProcessHandle> now() throws IOException;
  }

  /// @throws IOException if they are still busy after five minutes
  public static void await(Processes processes) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    Map<Long, Duration> before = cpu(processes);
    int quiet = 0;
    while (System.nanoTime() - end < 0) {
      TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
      Map<Long, Duration> after = cpu(processes);
      quiet = cores(before, after) < CORES ? quiet + 1 : 0;
      if (quiet == QUIET_WINDOWS) {
        return;
      }
      before = after;
    }
    throw new IOException("Not at rest after " + LIMIT.toMinutes() + " minutes");
  }

  private static Map<Long, Duration> cpu(Processes processes) throws IOException {
    Map<Long, Duration> times = new HashMap<>();
    for (ProcessHandle each : processes.now()) {
      each.info().totalCpuDuration().ifPresent(time -> times.put(each.pid(), time));
    }
    return times;
  }

  private static double cores(Map<Long, Duration> before, Map<Long, Duration> after) {
    long nanos = 0;
    for (Map.Entry<Long, Duration> each : after.entrySet()) {
      Duration earlier = before.getOrDefault(each.getKey(), Duration.ZERO);
      nanos += each.getValue().minus(earlier).toNanos();
    }
    return nanos / (double) TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
  }
}
