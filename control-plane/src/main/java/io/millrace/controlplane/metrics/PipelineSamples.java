package io.millrace.controlplane.metrics;

import io.millrace.controlplane.runner.InstallSeen;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The last hour of each pipeline's figures. They are lost with this process, and come again.
@ApplicationScoped
public class PipelineSamples {

  private static final int MOST = 1_800;

  private final Runners runners;
  private final Map<Key, Deque<Sample>> samples = new ConcurrentHashMap<>();

  PipelineSamples(Runners runners) {
    this.runners = runners;
  }

  private record Key(String installId, String pipeline) {}

  public record Sample(
      Instant measuredAt,
      long recordsTotal,
      double recordsPerSecond,
      long lagRecords,
      @Nullable Double latencyMillis) {

    static Sample of(PipelineMetrics metrics) {
      return new Sample(
          metrics.measuredAt(),
          metrics.recordsTotal(),
          metrics.recordsPerSecond(),
          metrics.lagRecords(),
          metrics.latencyMillis().isPresent() ? metrics.latencyMillis().getAsDouble() : null);
    }
  }

  /// The samples not older than `age`, oldest first.
  public List<Sample> of(String installId, String pipeline, Duration age) {
    Instant from = Instant.now().minus(age);
    Deque<Sample> known = samples.get(new Key(installId, pipeline));
    if (known == null) {
      return List.of();
    }
    synchronized (known) {
      return known.stream().filter(each -> each.measuredAt().isAfter(from)).toList();
    }
  }

  void seen(@ObservesAsync InstallSeen event) {
    if (!event.reported()) {
      return;
    }
    runners
        .observed(event.installId())
        .ifPresent(
            state ->
                state
                    .pipelines()
                    .forEach(
                        pipeline ->
                            pipeline
                                .metrics()
                                .ifPresent(
                                    metrics ->
                                        add(
                                            new Key(event.installId(), pipeline.name()),
                                            Sample.of(metrics)))));
  }

  private void add(Key key, Sample sample) {
    Deque<Sample> known = samples.computeIfAbsent(key, _ -> new ArrayDeque<>());
    synchronized (known) {
      Sample last = known.peekLast();
      if (last != null && !sample.measuredAt().isAfter(last.measuredAt())) {
        return;
      }
      known.addLast(sample);
      if (known.size() > MOST) {
        known.removeFirst();
      }
    }
  }
}
