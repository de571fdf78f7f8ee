package io.millrace.dataplane.flink;

import java.time.Instant;

/// A job as Flink has it.
public record FlinkJob(
    String id, String name, State state, Instant startedAt, int runningTasks, int totalTasks) {

  /// Whether every part of it runs.
  public boolean running() {
    return state == State.RUNNING && runningTasks == totalTasks;
  }

  public enum State {
    INITIALIZING,
    CREATED,
    RUNNING,
    FAILING,
    FAILED,
    CANCELLING,
    CANCELED,
    FINISHED,
    RESTARTING,
    SUSPENDED,
    RECONCILING;

    /// Whether the job will never run again.
    public boolean terminal() {
      return switch (this) {
        case FAILED, CANCELED, FINISHED -> true;
        case INITIALIZING,
            CREATED,
            RUNNING,
            FAILING,
            CANCELLING,
            RESTARTING,
            SUSPENDED,
            RECONCILING ->
            false;
      };
    }
  }
}
