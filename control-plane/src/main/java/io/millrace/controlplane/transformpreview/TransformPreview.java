package io.millrace.controlplane.transformpreview;

import io.millrace.controlplane.errand.ErrandState;
import io.millrace.runner.protocol.ObservedState.PreviewColumn;
import io.millrace.runner.protocol.ObservedState.PreviewSample;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a transform would do, as far as it is known. Rows of the sample stay in the install.
///
/// @param problem why there is no more to tell; absent if nothing is wrong
/// @param columns of the result, with their types in Flink SQL
/// @param sample absent where none was asked for, or the pipeline does not carry the tables yet
@Schema(name = "TransformPreview")
public record TransformPreview(
    String id,
    ErrandState state,
    @Nullable Trouble problem,
    List<PreviewColumn> columns,
    List<TestOutcome> tests,
    @Nullable PreviewSample sample) {

  @Schema(name = "TransformPreviewProblem")
  public record Trouble(String what, String why, String nextStep) {}

  /// @param failure how it fails, in a sentence; absent if it passes
  @Schema(name = "TransformTestOutcome")
  public record TestOutcome(String name, boolean passed, @Nullable String failure) {}

  static TransformPreview unknown(String id, ErrandState state) {
    return new TransformPreview(id, state, null, List.of(), List.of(), null);
  }
}
