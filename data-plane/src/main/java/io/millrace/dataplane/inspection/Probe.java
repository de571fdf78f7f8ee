package io.millrace.dataplane.inspection;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.Platform.Tool;
import java.time.Duration;

/// Looks at databases from inside the data plane, by a program of its own.
public final class Probe {

  private Probe() {}

  /// @throws Platform.ToolFailedException if it did not end well, or not within the limit
  public static InspectionResult look(Platform platform, InspectionRequest request, Duration limit)
      throws InterruptedException {
    return InspectionJson.readResult(
        platform.runTool(Tool.PROBE, InspectionJson.write(request), limit));
  }
}
