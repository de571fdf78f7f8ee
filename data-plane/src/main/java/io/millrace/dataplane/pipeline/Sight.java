package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.connect.WaitingLetters;
import io.millrace.dataplane.connect.WorkerFigures;
import io.millrace.dataplane.flink.FlinkJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was seen of the data plane in one look.
///
/// @param seenAt [System#nanoTime] before the first question was asked
/// @param connectors empty when Connect did not answer
/// @param jobs empty when Flink did not answer, or was not asked
/// @param deadLetters pipeline → its dead letters, of those that have any
record Sight(
    long seenAt,
    Optional<Map<String, ConnectorState>> connectors,
    Optional<List<FlinkJob>> jobs,
    WorkerFigures figures,
    Map<String, WaitingLetters> deadLetters) {

  Optional<ConnectorState> connector(String name) {
    return connectors.map(all -> all.get(name));
  }

  /// The jobs of that name that are not over.
  List<FlinkJob> liveJobs(String name) {
    return jobs.orElse(List.of()).stream()
        .filter(job -> job.name().equals(name) && !job.state().terminal())
        .toList();
  }
}
