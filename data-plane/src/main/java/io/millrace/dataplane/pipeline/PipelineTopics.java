package io.millrace.dataplane.pipeline;

import java.time.Duration;
import java.util.Map;

/// How a pipeline's topics are kept. Compacted, so that a topic always holds the whole table and a
/// changed transform can read it anew; a deletion is remembered for a week, which is the longest a
/// destination may be away without a deleted row staying in it.
final class PipelineTopics {

  static final Map<String, String> SETTINGS =
      Map.of(
          "partitions",
          "1",
          "cleanup.policy",
          "compact",
          "delete.retention.ms",
          Long.toString(Duration.ofDays(7).toMillis()));

  /// Of dead letters: they wait until somebody decides. Each is a record as it was, which may be of
  /// the most that Kafka takes here, and headers.
  static final Map<String, String> DEAD_LETTERS =
      Map.of(
          "partitions",
          "1",
          "cleanup.policy",
          "delete",
          "retention.ms",
          "-1",
          "max.message.bytes",
          Integer.toString(17 << 20));

  private PipelineTopics() {}
}
