package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.source.SourceRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which source connector of a pipeline reads which tables. A running connector never reads what
/// was in a table before it came to it, so tables that are added get a new one.
///
/// @param tables the number of the source → its tables; those of a source that has none left are
///   not in it
/// @param leaving whether a source is still there that is to begin anew: until it is gone no table
///   gets another, as the one of the two that is behind would write what is old over what is new
record SourceShares(Map<Integer, List<TableName>> tables, boolean leaving) {

  static final String RESETS = "millrace.resets";

  /// @param resets how often somebody has asked that the source begin anew
  static SourceShares of(PipelineNames names, List<TableName> wanted, Sight sight, int resets) {
    Map<Integer, List<TableName>> shares = new TreeMap<>();
    boolean leaving = false;
    Set<TableName> covered = new HashSet<>();
    int highest = 0;
    for (ConnectorState connector : sight.connectors().orElse(Map.of()).values()) {
      int number = names.sourceNumber(connector.name());
      highest = Math.max(highest, number);
      boolean old = !connector.config().getOrDefault(RESETS, "0").equals(Integer.toString(resets));
      leaving |= number > 0 && old;
      if (number == 0 || old || Teardown.begun(connector)) {
        continue;
      }
      Set<String> included = Set.copyOf(SourceRecords.included(connector.config()));
      List<TableName> share =
          wanted.stream()
              .filter(table -> included.contains(table.qualified().replace(".", "\\.")))
              .filter(covered::add)
              .toList();
      if (!share.isEmpty()) {
        shares.put(number, share);
      }
    }
    List<TableName> uncovered = new ArrayList<>(wanted);
    uncovered.removeAll(covered);
    if (!uncovered.isEmpty() && !leaving) {
      shares.put(highest + 1, List.copyOf(uncovered));
    }
    return new SourceShares(shares, leaving);
  }
}
