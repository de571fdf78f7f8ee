package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.desiredstate.DesiredStates.TableWish;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import java.util.List;

/// Tables on their way from one connector to another.
///
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
    List<String> tags,
    int restarts) {

  public Pipeline {
    tables = List.copyOf(tables);
    tags = tags.stream().distinct().sorted().toList();
  }

  Pipeline with(RunState other) {
    return new Pipeline(
        name, source, destination, tables, other, schemaChanges, deletes, tags, restarts);
  }

  Pipeline restarted(int times) {
    return new Pipeline(
        name, source, destination, tables, runState, schemaChanges, deletes, tags, times);
  }
}
