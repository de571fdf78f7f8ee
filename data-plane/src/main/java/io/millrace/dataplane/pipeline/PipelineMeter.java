package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.WorkerFigures;
import io.millrace.dataplane.flink.FlinkClient.SourceFigures;
import io.millrace.dataplane.transform.IcebergDelivery;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;

/// Turns what Connect and Flink count into a pipeline's figures. How each is defined is in the
/// module's README.
final class PipelineMeter {

  private static final long RATE_WINDOW_NANOS = 5_000_000_000L;

  /// Nothing flows, and there is no latency to tell, when no record came for this long.
  private static final double IDLE_MILLIS = 5_000;

  private record Sample(long atNanos, double total) {}

  private final PipelineNames names;
  private final Deque<Sample> samples = new ArrayDeque<>();

  PipelineMeter(PipelineNames names) {
    this.names = names;
  }

  /// @param transforms what the jobs of transformed tables say
  /// @param deliveries what the jobs say that write into a lake; empty when a connector writes
  PipelineMetrics read(
      WorkerFigures figures,
      long nanos,
      Iterable<TableName> tables,
      Map<TableName, SourceFigures> transforms,
      Map<TableName, SourceFigures> deliveries) {
    String sink = names.destination();
    double total = figure(figures, sink, "sink", "sink-record-send-total");
    double lag = figure(figures, sink, "lag", "records-lag") + queued(figures);
    for (SourceFigures transform : transforms.values()) {
      lag += transform.pendingRecords();
    }
    for (SourceFigures delivery : deliveries.values()) {
      total += delivery.recordsIn();
      lag += delivery.pendingRecords();
    }
    double errors =
        figure(figures, sink, "errors", "total-record-failures")
            + figure(figures, names.source(1), "errors", "total-record-failures")
            + figure(figures, server(), "streaming", "NumberOfErroneousEvents");
    return new PipelineMetrics(
        Instant.now(),
        (long) total,
        rate(nanos, total),
        (long) lag,
        deliveries.isEmpty() ? latency(figures, tables, transforms) : latency(nanos, deliveries),
        (long) errors);
  }

  private String server() {
    return "server:" + names.pipeline();
  }

  /// What Debezium has read and not handed on.
  private double queued(WorkerFigures figures) {
    double capacity = figure(figures, server(), "streaming", "QueueTotalCapacity");
    return capacity - figure(figures, server(), "streaming", "QueueRemainingCapacity");
  }

  private double rate(long nanos, double total) {
    if (!samples.isEmpty() && total < samples.peekLast().total()) {
      // The task was restarted and counts anew.
      samples.clear();
    }
    samples.addLast(new Sample(nanos, total));
    while (samples.size() > 2 && nanos - samples.peekFirst().atNanos() > RATE_WINDOW_NANOS) {
      samples.removeFirst();
    }
    Sample first = samples.peekFirst();
    double seconds = (nanos - first.atNanos()) / 1e9;
    return seconds <= 0 ? 0 : (total - first.total()) / seconds;
  }

  /// The slowest table's: from the commit to the moment the sink takes the record, and the time a
  /// write takes. A transformed table's record is measured twice, up to Flink and from there.
  private OptionalDouble latency(
      WorkerFigures figures, Iterable<TableName> tables, Map<TableName, SourceFigures> transforms) {
    String sink = names.destination();
    double put = figure(figures, sink, "sink", "put-batch-avg-time-ms");
    OptionalDouble slowest = OptionalDouble.empty();
    for (TableName table : tables) {
      SourceFigures transform = transforms.get(table);
      String topic = transform == null ? names.topic(table) : names.transformedTopic(table);
      OptionalDouble age = figures.figure(sink, "age:" + topic, "AverageMillis");
      double idle = figure(figures, sink, "age:" + topic, "SinceLastMillis");
      if (age.isEmpty() || idle > IDLE_MILLIS) {
        continue;
      }
      double upToFlink = transform == null ? 0 : transform.emitLagMillis();
      double latency = upToFlink + age.getAsDouble() + put;
      slowest = OptionalDouble.of(Math.max(latency, slowest.orElse(0)));
    }
    return slowest;
  }

  /// Up to Flink, and half a commit's interval from there: a row waits for the next commit.
  private OptionalDouble latency(long nanos, Map<TableName, SourceFigures> deliveries) {
    boolean idle =
        samples.size() > 1
            && samples.peekFirst().total() == samples.peekLast().total()
            && nanos - samples.peekFirst().atNanos() > IDLE_MILLIS * 1e6;
    return idle
        ? OptionalDouble.empty()
        : deliveries.values().stream()
            .mapToDouble(
                each -> each.emitLagMillis() + IcebergDelivery.COMMIT_INTERVAL.toMillis() / 2.0)
            .max();
  }

  private static double figure(WorkerFigures figures, String owner, String group, String name) {
    return figures.figure(owner, group, name).orElse(0);
  }
}
