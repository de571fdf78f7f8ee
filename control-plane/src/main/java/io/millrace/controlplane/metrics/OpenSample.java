package io.millrace.controlplane.metrics;

import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// What was measured of one pipeline in a step that is not over. Not safe for several threads.
final class OpenSample {

  private Instant startsAt;
  private Instant measuredAt = Instant.EPOCH;
  private double[] rates = {};
  private double[] lags = {};
  private double[] latencies = {};
  private long errors;
  private @Nullable Long errorsTotal;

  OpenSample(Instant now) {
    startsAt = Step.FINE.startOf(now);
  }

  /// Adds a measurement, unless it was added before or is older than the last.
  ///
  /// @param now by this machine's clock, which is the one that all runners' samples go by
  /// @return the sample that is over with this, if one is
  Optional<Sample> add(PipelineMetrics metrics, Instant now) {
    if (!metrics.measuredAt().isAfter(measuredAt)) {
      return Optional.empty();
    }
    Optional<Sample> over = closed(now);
    measuredAt = metrics.measuredAt();
    rates = with(rates, metrics.recordsPerSecond());
    lags = with(lags, (double) metrics.lagRecords());
    metrics.latencyMillis().ifPresent(value -> latencies = with(latencies, value));
    Long before = errorsTotal;
    if (before != null) {
      // Tasks that were restarted count anew.
      long more = metrics.errorsTotal() - before;
      errors += more >= 0 ? more : metrics.errorsTotal();
    }
    errorsTotal = metrics.errorsTotal();
    return over;
  }

  /// What was measured in a step that is over by now; it is told once.
  Optional<Sample> closed(Instant now) {
    Instant current = Step.FINE.startOf(now);
    if (!current.isAfter(startsAt)) {
      return Optional.empty();
    }
    Optional<Sample> over = rates.length == 0 ? Optional.empty() : Optional.of(sample());
    startsAt = current;
    rates = new double[0];
    lags = new double[0];
    latencies = new double[0];
    errors = 0;
    return over;
  }

  boolean startedBefore(Instant instant) {
    return startsAt.isBefore(instant);
  }

  private Sample sample() {
    double[] sorted = DoubleStream.of(latencies).sorted().toArray();
    return new Sample(
        startsAt,
        rates.length,
        average(rates),
        greatest(rates),
        average(lags),
        greatest(lags),
        sorted.length == 0
            ? null
            : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
        sorted.length == 0 ? null : sorted[sorted.length - 1],
        errors);
  }

  private static double[] with(double[] values, double more) {
    double[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = more;
    return all;
  }

  private static double average(double[] values) {
    return DoubleStream.of(values).average().orElse(0);
  }

  private static double greatest(double[] values) {
    return DoubleStream.of(values).max().orElse(0);
  }
}
