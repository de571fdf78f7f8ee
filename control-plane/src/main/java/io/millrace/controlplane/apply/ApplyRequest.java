package io.millrace.controlplane.apply;

import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.pipeline.PipelineRequest;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import io.millrace.runner.protocol.SealedSecret;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an install should have.
///
/// @param connectors absent to leave all connectors as they are
/// @param pipelines absent to leave all pipelines as they are
/// @param dryRun whether only to say what would change
/// @param prune whether to delete what is there and not named here; of a kind that is absent
///   nothing is deleted
@Schema(name = "ApplyRequest")
public record ApplyRequest(
    @Nullable List<@Nullable ConnectorWish> connectors,
    @Nullable List<@Nullable PipelineWish> pipelines,
    boolean dryRun,
    boolean prune) {

  /// A connector to be.
  ///
  /// @param secrets what is left out stays as it is stored; null removes it
  @Schema(name = "ConnectorWish")
  public record ConnectorWish(
      @Nullable String name,
      @Nullable String type,
      @Nullable Map<String, @Nullable String> config,
      @Nullable Map<String, @Nullable SealedSecret> secrets) {}

  /// A pipeline to be.
  ///
  /// @param runState absent to leave it as it is
  @Schema(name = "PipelineWish")
  public record PipelineWish(
      @Nullable String name,
      @Nullable String source,
      @Nullable String destination,
      @Nullable List<@Nullable TableWish> tables,
      @Nullable RunState runState,
      @Nullable SchemaChanges schemaChanges,
      @Nullable Deletes deletes,
      @Nullable TransformChanges transformChanges,
      @Nullable BadRows badRows,
      @Nullable InitialSnapshot initialSnapshot,
      @Nullable List<@Nullable String> tags) {

    PipelineRequest request() {
      return new PipelineRequest(
          source,
          destination,
          tables,
          runState,
          schemaChanges,
          deletes,
          transformChanges,
          badRows,
          initialSnapshot,
          tags);
    }
  }
}
