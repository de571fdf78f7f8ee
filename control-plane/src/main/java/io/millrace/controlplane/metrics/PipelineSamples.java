package io.millrace.controlplane.metrics;

import io.millrace.controlplane.metrics.SampleStore.Measured;
import io.millrace.controlplane.runner.InstallSeen;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jboss.logging.Logger;

/// What pipelines' figures were. Measurements come every other second and are put together in this
/// process to one sample for ten seconds, and the samples of all pipelines are written at once, so
/// that a database carries a fleet; a stop of this process loses what was measured last.
@ApplicationScoped
public class PipelineSamples {

  private static final Logger LOG = Logger.getLogger(PipelineSamples.class);

  /// So long after a step is over are all samples of it certain to be written.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final Duration ABSENT = Duration.ofMinutes(10);

  /// While the database is away; about 25 MB.
  private static final int MOST_WAITING = 100_000;

  private static final int MOST_AT_ONCE = 5_000;

  private final Runners runners;
  private final SampleStore store;
  private final Map<Key, OpenSample> open = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<Measured> waiting = new ConcurrentLinkedDeque<>();
  private final Map<Step, Instant> mergedUpTo = new EnumMap<>(Step.class);

  PipelineSamples(Runners runners, SampleStore store) {
    this.runners = runners;
    this.store = store;
  }

  private record Key(String installId, String pipeline) {}

  /// The samples of a range, oldest first; where nothing was measured there is none.
  public Samples of(String organizationId, String installId, String pipeline, Range range) {
    Instant from = range.step.startOf(Instant.now().minus(range.length));
    return new Samples(
        range.word,
        range.step.seconds,
        store.list(organizationId, installId, pipeline, range.step, from));
  }

  void seen(@ObservesAsync InstallSeen event) {
    if (!event.reported()) {
      return;
    }
    Instant now = Instant.now();
    runners.observed(event.installId()).stream()
        .flatMap(state -> state.pipelines().stream())
        .forEach(pipeline -> measured(event.installId(), pipeline, now));
  }

  private void measured(String installId, PipelineStatus pipeline, Instant now) {
    pipeline.metrics().ifPresent(metrics -> measured(installId, pipeline.name(), metrics, now));
  }

  void measured(String installId, String pipeline, PipelineMetrics metrics, Instant now) {
    open.compute(
        new Key(installId, pipeline),
        (key, present) -> {
          OpenSample sample = present == null ? new OpenSample(now) : present;
          sample.add(metrics, now).ifPresent(over -> waitFor(key, over));
          return sample;
        });
  }

  private void waitFor(Key key, Sample sample) {
    waiting.addLast(new Measured(key.installId(), key.pipeline(), sample));
  }

  @Scheduled(every = "10s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  void keep() {
    keep(Instant.now());
  }

  void keep(Instant now) {
    for (Key each : open.keySet()) {
      open.computeIfPresent(
          each,
          (key, sample) -> {
            boolean absent = sample.startedBefore(now.minus(ABSENT));
            sample.closed(now).ifPresent(over -> waitFor(key, over));
            return absent ? null : sample;
          });
    }
    try {
      write();
      for (Step step : Step.values()) {
        merge(step, now);
      }
    } catch (RuntimeException e) {
      LOG.warnf("Figures of pipelines wait for the database (%s)", e.getMessage());
    }
    while (waiting.size() > MOST_WAITING) {
      waiting.pollFirst();
    }
  }

  private void write() {
    while (!waiting.isEmpty()) {
      List<Measured> some = waiting.stream().limit(MOST_AT_ONCE).toList();
      store.add(some);
      some.forEach(_ -> waiting.pollFirst());
    }
  }

  /// Once in each step, and at a start for all of which there still are fine samples.
  private void merge(Step step, Instant now) {
    Instant to = step.startOf(now.minus(GRACE));
    Instant from = mergedUpTo.getOrDefault(step, step.startOf(now.minus(Step.FINE.kept)));
    if (!to.isAfter(from) && mergedUpTo.containsKey(step)) {
      return;
    }
    if (step != Step.FINE) {
      store.merge(step, from, to);
    }
    store.forget(step, now.minus(step.kept));
    mergedUpTo.put(step, to);
  }
}
