package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.http.ServiceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Something slow that is done in the background until it succeeds, with growing pauses between
/// tries, and never twice at a time.
final class Attempt<T> {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Executor executor;
  private final Runnable wake;
  private boolean running;
  private int failures;
  private long notBefore = Long.MIN_VALUE;
  private long endedAt = Long.MIN_VALUE;
  private @Nullable T value;
  private @Nullable Trouble trouble;

  Attempt(Executor executor, Runnable wake) {
    this.executor = executor;
    this.wake = wake;
  }

  /// Starts the work unless it runs, has to wait, or ended after `seenAt` ([System#nanoTime]): what
  /// was seen before the work ended says nothing about whether it is still needed.
  synchronized void start(long seenAt, Callable<T> work) {
    boolean stale = endedAt != Long.MIN_VALUE && seenAt - endedAt < 0;
    boolean early = notBefore != Long.MIN_VALUE && System.nanoTime() - notBefore < 0;
    if (running || stale || early) {
      return;
    }
    running = true;
    try {
      executor.execute(() -> run(work));
    } catch (RejectedExecutionException _) {
      running = false;
    }
  }

  private void run(Callable<T> work) {
    @Nullable T result = null;
    @Nullable Trouble found = null;
    try {
      result = work.call();
    } catch (Trouble.Found e) {
      found = e.trouble();
    } catch (ServiceException e) {
      found = Trouble.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      found = new Trouble("The runner is stopping.", "", true);
    } catch (Exception e) {
      found = new Trouble(e.getClass().getSimpleName() + ": " + e.getMessage(), "", true);
    }
    end(result, found);
    wake.run();
  }

  private synchronized void end(@Nullable T result, @Nullable Trouble found) {
    running = false;
    endedAt = System.nanoTime();
    trouble = found;
    if (found == null) {
      value = result;
      failures = 0;
      notBefore = Long.MIN_VALUE;
    } else {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
      failures++;
      notBefore = endedAt + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
    }
  }

  synchronized Optional<T> value() {
    return Optional.ofNullable(value);
  }

  synchronized Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  synchronized boolean running() {
    return running;
  }
}
