package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.flink.FlinkJob;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.PipelineParts.Task;
import io.millrace.runner.protocol.PipelineParts.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What of Connect and Flink runs for a pipeline.
final class Tasks {

  private static final String SUBJECT = "This task";

  private Tasks() {}

  static List<Task> of(PipelineNames names, Sight sight) {
    List<Task> tasks = new ArrayList<>();
    new TreeMap<>(sight.connectors().orElse(Map.of()))
        .forEach(
            (name, connector) -> {
              if (names.isSource(name)) {
                tasks.addAll(of(TaskKind.SOURCE, connector));
              }
            });
    for (FlinkJob job : sight.jobs().orElse(List.of())) {
      boolean own =
          PipelineNames.pipelineOf(job.name()).filter(names.pipeline()::equals).isPresent();
      if (own && !job.state().terminal()) {
        TaskKind kind =
            job.name().endsWith(PipelineNames.DELIVERY) ? TaskKind.DELIVERY : TaskKind.TRANSFORM;
        tasks.add(new Task(kind, job.name(), 0, state(job.state()), ""));
      }
    }
    sight
        .connector(names.destination())
        .ifPresent(connector -> tasks.addAll(of(TaskKind.DESTINATION, connector)));
    return tasks;
  }

  private static List<Task> of(TaskKind kind, ConnectorState connector) {
    List<Task> tasks =
        connector.tasks().stream()
            .map(
                task ->
                    new Task(
                        kind,
                        connector.name(),
                        task.id(),
                        state(task.state()),
                        reason(task.trace())))
            .toList();
    if (!tasks.isEmpty()) {
      return tasks;
    }
    State state = state(connector.state());
    // One that does not run may not even have come to say which tasks it has.
    return state == State.RUNNING
        ? List.of()
        : List.of(new Task(kind, connector.name(), 0, state, reason(connector.trace())));
  }

  private static String reason(String trace) {
    return trace.isEmpty() ? "" : FailureReason.of(SUBJECT, trace).reason();
  }

  private static State state(ConnectorState.RunState state) {
    return switch (state) {
      case RUNNING -> State.RUNNING;
      case PAUSED -> State.PAUSED;
      case STOPPED -> State.STOPPED;
      case FAILED -> State.BROKEN;
      case UNASSIGNED, RESTARTING -> State.CREATING;
    };
  }

  private static State state(FlinkJob.State state) {
    return switch (state) {
      case RUNNING -> State.RUNNING;
      case INITIALIZING, CREATED, RECONCILING -> State.CREATING;
      case RESTARTING, FAILING, SUSPENDED -> State.DEGRADED;
      case FAILED -> State.BROKEN;
      case CANCELLING, CANCELED, FINISHED -> State.STOPPED;
    };
  }
}
