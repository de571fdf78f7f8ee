package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Tables on their way from one connector to another.
///
/// @param transformChanges what becomes of rows that went through a transform before it was changed
/// @param initialSnapshot what is read of a table that was not read before
/// @param tags words to find it by, in alphabetical order
/// @param restarts how often somebody has asked for a restart
public record Pipeline(
    String name,
    String source,
    String destination,
    List<TableWish> tables,
    RunState runState,
    SchemaChanges schemaChanges,
    Deletes deletes,
    TransformChanges transformChanges,
    BadRows badRows,
    InitialSnapshot initialSnapshot,
    List<String> tags,
    int restarts) {

  public Pipeline {
    // Revisions of before there was a choice do not say.
    initialSnapshot = Objects.requireNonNullElse(initialSnapshot, InitialSnapshot.ALL);
    tables = List.copyOf(tables);
    tags = tags.stream().distinct().sorted().toList();
  }

  public Pipeline with(RunState other) {
    return new Pipeline(
        name,
        source,
        destination,
        tables,
        other,
        schemaChanges,
        deletes,
        transformChanges,
        badRows,
        initialSnapshot,
        tags,
        restarts);
  }

  /// What it is in, given what the runner saw last.
  State state(Optional<ObservedState> seen) {
    return seen.flatMap(state -> state.pipeline(name))
        .map(each -> each.status().state())
        .orElseGet(
            () ->
                switch (runState) {
                  case RUNNING -> State.CREATING;
                  case PAUSED -> State.PAUSED;
                  case STOPPED -> State.STOPPED;
                });
  }

  /// The same but for how often it was restarted, which is a count of commands and no setting.
  public Pipeline restarted(int times) {
    return new Pipeline(
        name,
        source,
        destination,
        tables,
        runState,
        schemaChanges,
        deletes,
        transformChanges,
        badRows,
        initialSnapshot,
        tags,
        times);
  }
}
