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

  /// Of one core. A whole Millrace that nobody uses takes half of it.
  private static final double CORES = 0.3;

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
    while (System.nanoTime() - end < 0) {
      TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
      Map<Long, Duration> after = cpu(processes);
      if (cores(before, after) < CORES) {
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
