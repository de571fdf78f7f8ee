package io.millrace.system.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waiting for a condition, with the last reason why it did not hold yet.
public final class Wait {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  private Wait() {}

  /// Waits until the check runs through; it says by an error or exception why it does not yet.
  public static void until(Duration limit, Check check) {
    Instant end = Instant.now().plus(limit);
    while (true) {
      long began = System.nanoTime();
      try {
        check.run();
        return;
      } catch (AssertionError | Exception e) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError("Not within " + limit + ": " + e.getMessage(), e);
        }
        // A look that is long, such as a command, would keep those busy that are waited for.
        long looked = System.nanoTime() - began;
        LockSupport.parkNanos(Math.max(SHORTEST_PAUSE.toNanos(), 2 * looked));
      }
    }
  }

  /// Waits until the value is not null.
  public static <T> T forValue(Duration limit, Callable<T> supplier) {
    Object[] found = new Object[1];
    until(
        limit,
        () -> {
          found[0] = supplier.call();
          if (found[0] == null) {
            throw new IllegalStateException("nothing there yet");
          }
        });
    @SuppressWarnings("unchecked")
    T value = (T) found[0];
    return value;
  }

  @FunctionalInterface
  public interface Check {
    void run() throws Exception;
  }
}
