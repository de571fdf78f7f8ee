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
    List<ConnectionTestResult> connectionTests,
    List<TransformPreviewResult> transformPreviews) {

  public ObservedState {
    connectionTests = List.copyOf(connectionTests);
    transformPreviews = List.copyOf(transformPreviews);
    components = List.copyOf(components);
    pipelines = List.copyOf(pipelines);
    problems = List.copyOf(problems);
  }

  /// A pipeline, if the runner has told of it.
  public Optional<PipelineStatus> pipeline(String name) {
    return pipelines.stream().filter(each -> each.name().equals(name)).findFirst();
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

  /// What a transform would do.
  ///
  /// @param problem why there is no more to tell; empty if nothing is wrong
  /// @param columns of the result
  /// @param sample empty where none was wished for, or could be had
  public record TransformPreviewResult(
      String id,
      Optional<Problem> problem,
      List<PreviewColumn> columns,
      List<TransformTestOutcome> tests,
      Optional<PreviewSample> sample) {
    public TransformPreviewResult {
      columns = List.copyOf(columns);
      tests = List.copyOf(tests);
    }
  }

  /// A column with its type in Flink SQL.
  public record PreviewColumn(String name, String type) {}

  /// @param failure how the test fails, by the rows that the test itself gives; empty if it passes
  public record TransformTestOutcome(String name, String failure) {
    public boolean passed() {
      return failure.isEmpty();
    }
  }

  /// How many rows were read of a table, and how many the transform made of them.
  ///
  /// @param whole whether these were all
  public record PreviewSample(long read, long made, boolean whole) {}

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
  public record Status(State state, String reason, String nextStep, Instant since) {

    /// So begins the reason of a pipeline's state when it is about one of its ends.
    public static final String SOURCE = "The source ";

    public static final String DESTINATION = "The destination ";
  }

  public record ComponentStatus(
      String name,
      String version,
      Status status,
      long residentBytes,
      int restarts,
      long fetchedBytes,
      long totalBytes,
      Optional<Instant> startedAt) {}

  public record PipelineStatus(
      String name,
      Status status,
      Optional<PipelineMetrics> metrics,
      Optional<DeadLetters> deadLetters,
      PipelineParts parts,
      Optional<SnapshotProgress> snapshot) {

    /// Of whose dead letters, parts and snapshot nothing is known.
    public PipelineStatus(String name, Status status, Optional<PipelineMetrics> metrics) {
      this(name, status, metrics, Optional.empty(), PipelineParts.NONE, Optional.empty());
    }

    public PipelineStatus with(PipelineParts other) {
      return new PipelineStatus(name, status, metrics, deadLetters, other, snapshot);
    }

    public PipelineStatus with(Optional<SnapshotProgress> other) {
      return new PipelineStatus(name, status, metrics, deadLetters, parts, other);
    }
  }

  /// How far the reading of tables is that somebody asked for.
  ///
  /// @param at when it was asked for, which tells it from others
  /// @param rows read so far
  /// @param percent of all its tables; empty while unknown
  /// @param skipped tables that could not be read and were left out
  public record SnapshotProgress(
      Instant at,
      SnapshotState state,
      List<SnapshotTable> tables,
      long rows,
      OptionalDouble percent,
      int skipped) {
    public SnapshotProgress {
      tables = List.copyOf(tables);
    }
  }

  /// A table by `schema.table`.
  public record SnapshotTable(String name, SnapshotState state) {}

  public enum SnapshotState {
    WAITING,
    READING,
    DONE,
    CANCELLED
  }

  /// Rows that the destination refused and that wait in the data plane.
  ///
  /// @param reasons the most frequent first
  /// @param newestAt when the last was set aside
  public record DeadLetters(long count, List<DeadLetterReason> reasons, Instant newestAt) {
    public DeadLetters {
      reasons = List.copyOf(reasons);
    }
  }

  /// A reason names tables, columns and constraints, never a value.
  public record DeadLetterReason(String reason, long count) {}

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
