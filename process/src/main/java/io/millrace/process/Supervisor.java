package io.millrace.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Keeps child processes as they should be: starts, watches, restarts with backoff, adopts after
/// its own death, stops. Its children outlive it: only [#remove] and [#stopAll] end them.
///
/// One supervisor owns a state folder; two on the same folder would take each other's children for
/// their own, so whoever opens one holds a lock on that folder.
public final class Supervisor implements AutoCloseable {

  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(20);

  private final Path owner;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Mark.Bearer> orphans = new ConcurrentHashMap<>();

  /// @param owner the state folder, by which children are known again
  public Supervisor(Path owner) {
    this.owner = owner.toAbsolutePath().normalize();
    for (Mark.Bearer bearer : Mark.bearers(this.owner)) {
      Mark.Bearer twin = orphans.putIfAbsent(bearer.mark().name(), bearer);
      if (twin != null) {
        // Never two of one name. The oldest is the child: leftovers of its earlier lives were
        // stopped before it was started, so a younger bearer is something that it started.
        stopNow(bearer.process());
      }
    }
  }

  /// The living children of a state folder by name, whoever looks after them now.
  public static Map<String, ProcessHandle> living(Path owner) {
    Map<String, ProcessHandle> found = new TreeMap<>();
    for (Mark.Bearer bearer : Mark.bearers(owner.toAbsolutePath().normalize())) {
      found.putIfAbsent(bearer.mark().name(), bearer.process());
    }
    return found;
  }

  /// Makes the child what the spec says; returns at once. A child of an earlier life with the same
  /// digest is adopted as it is, another is stopped first.
  public synchronized void ensure(ChildSpec spec) {
    Watch watch = watches.get(spec.name());
    if (watch == null) {
      watch = new Watch(owner, spec, this::changed);
      Mark.Bearer orphan = orphans.remove(spec.name());
      if (orphan != null) {
        watch.child.adopt(orphan);
      }
      watches.put(spec.name(), watch);
      watch.thread.start();
    } else {
      watch.child.want(spec);
      watch.wake();
    }
  }

  /// Stops the child and forgets it. Returns when it is gone.
  public void remove(String name) throws InterruptedException {
    Watch watch = watches.get(name);
    if (watch != null) {
      watch.end(watch.child.spec().stopGrace());
      watches.remove(name);
      changed();
    }
    Mark.Bearer orphan = orphans.remove(name);
    if (orphan != null) {
      Child.stop(orphan.process(), ORPHAN_GRACE);
    }
  }

  /// As [#remove], without waiting for an orderly end.
  public void kill(String name) throws InterruptedException {
    Watch watch = watches.get(name);
    if (watch != null) {
      watch.end(Duration.ZERO);
    }
    remove(name);
  }

  /// Stops the child in an orderly way and starts it anew; returns at once.
  public void restart(String name) {
    Watch watch = watches.get(name);
    if (watch == null) {
      throw new IllegalArgumentException("There is no child \"" + name + "\"");
    }
    watch.child.wantRestart();
    watch.wake();
  }

  public List<ChildStatus> observe() {
    return watches.values().stream().map(watch -> watch.child.status()).toList();
  }

  public @Nullable ChildStatus observe(String name) {
    Watch watch = watches.get(name);
    return watch == null ? null : watch.child.status();
  }

  /// Called after a child's status changed, on the thread that watches it.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// Children of an earlier life that nobody has asked for since.
  public List<String> orphans() {
    return List.copyOf(orphans.keySet());
  }

  /// Stops everything: first the named, in that order, then the others; orphans too. Returns when
  /// all are gone.
  public void stopAll(List<String> order) throws InterruptedException {
    List<String> names = new ArrayList<>(order);
    watches.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    orphans.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    for (String name : names) {
      remove(name);
    }
  }

  /// Stops watching. The children go on.
  @Override
  public void close() {
    for (Watch watch : watches.values()) {
      try {
        watch.end(null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    watches.clear();
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  private static void stopNow(ProcessHandle process) {
    try {
      Child.stop(process, ORPHAN_GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A child and the thread that looks after it.
  private static final class Watch {
    private final Child child;
    private final Thread thread;
    private volatile boolean ending;
    private volatile @Nullable Duration stopGrace;

    Watch(Path owner, ChildSpec spec, Runnable changed) {
      child = new Child(owner, spec, changed, this::wake);
      thread = Thread.ofPlatform().name("watch-" + spec.name()).daemon().unstarted(this::run);
    }

    void wake() {
      LockSupport.unpark(thread);
    }

    private void run() {
      try {
        while (!ending) {
          child.look();
          LockSupport.parkNanos(child.pace().toNanos());
        }
        Duration grace = stopGrace;
        if (grace != null) {
          child.stop("It was asked to stop", grace);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /// @param grace how long the child has to end; null to leave it running
    void end(@Nullable Duration grace) throws InterruptedException {
      stopGrace = grace;
      ending = true;
      wake();
      thread.join();
    }
  }
}
