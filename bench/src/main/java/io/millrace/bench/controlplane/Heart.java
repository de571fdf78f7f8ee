package io.millrace.bench.controlplane;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Has each runner beat every ten seconds, evenly spread.
final class Heart implements AutoCloseable {

  private static final long BEAT_NANOS = 10_000_000_000L;
  private static final int THREADS = 4;

  private final List<SimulatedRunner> runners = new CopyOnWriteArrayList<>();
  private final ExecutorService beats = Executors.newFixedThreadPool(THREADS);
  private volatile boolean open = true;

  Heart() {
    Thread.ofPlatform().daemon().name("heart").start(this::run);
  }

  void add(SimulatedRunner runner) {
    runners.add(runner);
  }

  private void run() {
    long turn = 0;
    while (open) {
      int count = runners.size();
      if (count > 0) {
        SimulatedRunner next = runners.get((int) (turn++ % count));
        beats.execute(next::beat);
      }
      LockSupport.parkNanos(BEAT_NANOS / Math.max(count, 1));
    }
    beats.shutdownNow();
  }

  @Override
  public void close() {
    open = false;
  }
}
