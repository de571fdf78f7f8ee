package io.millrace.bench.home;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits for a condition.
public final class Await {

  private static final long PACE_MILLIS = 50;

  private Await() {}

  /// What is waited for. An exception is "not yet".
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  public static void until(String what, Duration limit, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    String trouble = "";
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        trouble = ": " + e;
      }
      TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
    }
    throw new IOException("Waited " + limit.toSeconds() + " s in vain for " + what + trouble);
  }
}
