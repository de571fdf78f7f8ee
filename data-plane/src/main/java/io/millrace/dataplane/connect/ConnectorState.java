package io.millrace.dataplane.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A connector as Connect has it. `config` is without `name`; secrets in it are expressions.
public record ConnectorState(
    String name, RunState state, List<Task> tasks, String trace, Map<String, String> config) {

  public ConnectorState {
    tasks = List.copyOf(tasks);
    config = Map.copyOf(config);
  }

  public enum RunState {
    UNASSIGNED,
    RUNNING,
    PAUSED,
    STOPPED,
    FAILED,
    RESTARTING
  }

  public record Task(int id, RunState state, String trace) {}

  /// The stack trace of whatever failed first.
  public Optional<String> failure() {
    if (state == RunState.FAILED) {
      return Optional.of(trace);
    }
    return tasks.stream()
        .filter(task -> task.state() == RunState.FAILED)
        .map(Task::trace)
        .findFirst();
  }

  public boolean running() {
    return state == RunState.RUNNING
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state() == RunState.RUNNING);
  }

  public boolean paused() {
    return state == RunState.PAUSED || state == RunState.STOPPED;
  }

  public boolean stopped() {
    return state == RunState.STOPPED;
  }
}
