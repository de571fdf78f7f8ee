package io.millrace.controlplane.pipeline;

import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import io.millrace.runner.protocol.ObservedState.SnapshotState;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How far the reading of tables is that somebody asked for.
///
/// @param at when it was asked for
/// @param rows read so far
/// @param percent of all its tables; absent while unknown
/// @param skipped tables that could not be read and were left out
@Schema(name = "Snapshot")
public record SnapshotDocument(
    Instant at,
    SnapshotState state,
    List<Table> tables,
    long rows,
    @Nullable Double percent,
    int skipped) {

  @Schema(name = "SnapshotTable")
  public record Table(String name, SnapshotState state) {}

  public static SnapshotDocument of(SnapshotProgress seen) {
    return new SnapshotDocument(
        seen.at(),
        seen.state(),
        seen.tables().stream().map(each -> new Table(each.name(), each.state())).toList(),
        seen.rows(),
        seen.percent().isPresent() ? seen.percent().getAsDouble() : null,
        seen.skipped());
  }
}
