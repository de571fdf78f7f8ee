package io.millrace.dataplane.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.WorkerFigures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.zip.CRC32;

/// Notices that the rows of a table look other than when the table was last looked at. The worker
/// tells checksums of the columns' names and types, see `RowShape`.
final class Shapes {

  private final PipelineNames names;
  private final Map<TableName, Double> seen = new HashMap<>();

  Shapes(PipelineNames names) {
    this.names = names;
  }

  /// Whether a table should be looked at again; says so once for each shape.
  boolean changed(
      WorkerFigures figures,
      Iterable<TableName> tables,
      Function<TableName, List<Column>> columns) {
    boolean changed = false;
    for (TableName table : tables) {
      String owner = "topic:" + names.topic(table);
      OptionalDouble types = figures.figure(owner, "shape", "Types");
      if (types.isEmpty()) {
        continue;
      }
      Double before = seen.put(table, types.getAsDouble());
      if (before == null) {
        double expected = checksum(columns.apply(table));
        changed |= figures.figure(owner, "shape", "Names").orElse(expected) != expected;
      } else {
        changed |= before != types.getAsDouble();
      }
    }
    return changed;
  }

  private static long checksum(List<Column> columns) {
    CRC32 sum = new CRC32();
    columns.stream()
        .map(Column::name)
        .sorted()
        .forEach(name -> sum.update((name + "\n").getBytes(UTF_8)));
    return sum.getValue();
  }
}
