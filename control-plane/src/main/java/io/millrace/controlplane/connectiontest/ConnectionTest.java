package io.millrace.controlplane.connectiontest;

import io.millrace.controlplane.errand.ErrandState;
import io.millrace.runner.protocol.ObservedState.FoundTable;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A connection that is being tried, or was.
///
/// @param findings what is wrong, each with what mends it; empty if nothing is, or not yet known
/// @param tables that a source has; at most 1,000
@Schema(name = "ConnectionTest")
public record ConnectionTest(
    String id,
    ErrandState state,
    List<Step> steps,
    List<Finding> findings,
    List<FoundTable> tables) {

  /// @param ok absent while it is not known
  @Schema(name = "ConnectionTestStep")
  public record Step(StepName name, @Nullable Boolean ok) {}

  /// In the order in which they build on each other.
  public enum StepName {
    REACHABLE,
    LOGIN,
    PRIVILEGES,
    REPLICATION,
    PRIMARY_KEYS
  }

  /// @param field of the connector that it is about; absent where none is
  @Schema(name = "ConnectionTestFinding")
  public record Finding(
      String code, @Nullable String field, String what, String why, String nextStep) {}
}
