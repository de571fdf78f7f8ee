package io.millrace.dataplane.inspection;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.ObservedState.FoundTable;
import io.millrace.runner.protocol.Problem;
import java.util.List;
import java.util.Map;

/// What was found. Tables that do not exist are not in the maps.
public record InspectionResult(
    List<Problem> problems,
    Map<TableName, List<Column>> sourceTables,
    Map<TableName, List<Column>> destinationTables,
    List<FoundTable> listed) {

  public InspectionResult {
    listed = List.copyOf(listed);
    problems = List.copyOf(problems);
    sourceTables = Map.copyOf(sourceTables);
    destinationTables = Map.copyOf(destinationTables);
  }
}
