package io.millrace.runner.reconcile;

import io.millrace.dataplane.connection.ConnectionTester;
import io.millrace.dataplane.pipeline.OpenedSecrets;
import io.millrace.dataplane.pipeline.TransformPreviewer;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.TransformPreviewResult;
import java.util.List;

/// What keeps the pipelines of a data plane as they should be.
public interface Pipelines {

  /// Quick, and called about once a second; a pipeline's own trouble shows in its status.
  List<PipelineStatus> reconcile(
      List<DesiredState.Connector> connectors,
      OpenedSecrets secrets,
      List<DesiredState.Pipeline> pipelines);

  /// Tries connections, and tells of those that were tried; quick, too.
  List<ConnectionTestResult> tryConnections(
      List<DesiredState.ConnectionTest> tests, ConnectionTester.Opener opener);

  /// Previews transforms, and tells of those that were; quick, too.
  List<TransformPreviewResult> preview(
      List<DesiredState.TransformPreview> previews, TransformPreviewer.Around around);

  /// Whether the last [#reconcile] left nothing to be done.
  boolean converged();
}
