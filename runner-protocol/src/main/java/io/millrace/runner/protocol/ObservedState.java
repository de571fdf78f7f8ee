package io.millrace.runner.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the runner saw. Holds no data rows, no keys and no credentials. Field by field as in
/// `observed_state.proto`.
public record ObservedState(
    long acceptedGeneration,
    long convergedGeneration,
    Instant observedAt,
    List<ComponentStatus> components,
    List<PipelineStatus> pipelines,
    List<Problem> problems,
    List<ConnectionTestResult> connectionTests) {

  public ObservedState {
    connectionTests = List.copyOf(connectionTests);
    components = List.copyOf(components);
    pipelines = List.copyOf(pipelines);
    problems = List.copyOf(problems);
  }

  /// What trying a connection came to.
  ///
  /// @param findings what is wrong; empty if nothing is
  /// @param tables that are there
  public record ConnectionTestResult(String id, List<Problem> findings, List<FoundTable> tables) {
    public ConnectionTestResult {
      findings = List.copyOf(findings);
      tables = List.copyOf(tables);
    }
  }

  /// A table by `schema.table`.
  public record FoundTable(String name, boolean primaryKey) {}

  public enum State {
    CREATING,
    RUNNING,
    DEGRADED,
    BROKEN,
    PAUSED,
    STOPPED
  }

  /// A state that explains itself: `reason` is one sentence, empty only when running; `nextStep` is
  /// what a person can do, empty when nothing is to be done.
  public record Status(State state, String reason, String nextStep, Instant since) {}

  public record ComponentStatus(
      String name,
      String version,
      Status status,
      long residentBytes,
      int restarts,
      long fetchedBytes,
      long totalBytes,
      Optional<Instant> startedAt) {}

  public record PipelineStatus(String name, Status status, Optional<PipelineMetrics> metrics) {}

  /// `recordsTotal` counts the changes written to the destination since the pipeline's tasks
  /// started; `lagRecords` those read but not yet written; `latencyMillis` is from commit in the
  /// source to written in the destination, empty while nothing flows.
  public record PipelineMetrics(
      Instant measuredAt,
      long recordsTotal,
      double recordsPerSecond,
      long lagRecords,
      OptionalDouble latencyMillis,
      long errorsTotal) {}
}
