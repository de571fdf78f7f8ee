package io.millrace.dataplane.errand;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Does each thing once for as long as it is wished for.
///
/// Level-triggered like everything else: told again and again which there are, it answers with the
/// results of those that have ended. An errand changes nothing, so a runner that was started anew
/// may do one again.
///
/// @param <W> what is wished for
/// @param <R> what it comes to
public final class Errands<W, R> implements AutoCloseable {

  /// More at a time would only be slower.
  private static final int AT_ONCE = 2;

  private final Function<W, String> id;
  private final Runnable wake;
  private final ExecutorService executor;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Map<String, R> results = new ConcurrentHashMap<>();

  /// How a thing is done.
  @FunctionalInterface
  public interface Work<W, R> {
    R on(W wished) throws InterruptedException;
  }

  /// @param name of the threads
  /// @param id tells what is wished for apart
  /// @param wake called, from any thread, when one has ended
  public Errands(String name, Function<W, String> id, Runnable wake) {
    this.id = id;
    this.wake = wake;
    executor =
        Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }

  /// @param work does one; `failed` makes the result of one that threw
  public List<R> run(List<W> wished, Work<W, R> work, Function<Failed<W>, R> failed) {
    Set<String> wanted = wished.stream().map(id).collect(Collectors.toSet());
    results.keySet().retainAll(wanted);
    begun.retainAll(wanted);
    for (W each : wished) {
      if (begun.add(id.apply(each))) {
        try {
          executor.execute(() -> end(each, work, failed));
        } catch (RejectedExecutionException _) {
          begun.remove(id.apply(each));
        }
      }
    }
    return wished.stream()
        .map(each -> Optional.ofNullable(results.get(id.apply(each))))
        .flatMap(Optional::stream)
        .toList();
  }

  /// An errand that threw.
  public record Failed<W>(W wished, RuntimeException cause) {}

  private void end(W wished, Work<W, R> work, Function<Failed<W>, R> failed) {
    R result;
    try {
      result = work.on(wished);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      result = failed.apply(new Failed<>(wished, e));
    }
    results.put(id.apply(wished), result);
    wake.run();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
