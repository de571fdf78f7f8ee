package io.millrace.runner.protocol;

import io.millrace.runner.protocol.ObservedState.State;
import java.util.List;
import java.util.OptionalLong;

/// What runs for a pipeline, and what its records are kept in: names and numbers only. Field by
/// field as in `observed_state.proto`.
public record PipelineParts(List<Task> tasks, List<Topic> topics) {

  public static final PipelineParts NONE = new PipelineParts(List.of(), List.of());

  public PipelineParts {
    tasks = List.copyOf(tasks);
    topics = List.copyOf(topics);
  }

  /// Tasks of Connect, and jobs of Flink.
  public enum TaskKind {
    SOURCE,
    DESTINATION,
    TRANSFORM,
    DELIVERY
  }

  /// @param owner the connector's name in Connect, or the job's in Flink
  /// @param number in the connector; 0 for a job
  /// @param reason one sentence, when it does not run
  public record Task(TaskKind kind, String owner, int number, State state, String reason) {}

  /// @param recordsTotal ever written to it
  /// @param sizeBytes on the brokers' disks; empty while unknown
  public record Topic(
      String name,
      int partitions,
      long recordsTotal,
      double recordsPerSecond,
      OptionalLong sizeBytes,
      List<Schema> schemas) {
    public Topic {
      schemas = List.copyOf(schemas);
    }
  }

  /// The newest schema of a topic's keys or values, by its name only.
  public record Schema(String subject, int version) {}
}
