package io.millrace.dataplane.inspection;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.Platform.Tool;
import io.millrace.dataplane.catalogue.Endpoint;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks at databases from inside the data plane, by a program of its own.
public final class Probe {

  private Probe() {}

  /// @throws Platform.ToolFailedException if it did not end well, or not within the limit
  public static InspectionResult look(Platform platform, InspectionRequest request, Duration limit)
      throws InterruptedException {
    return InspectionJson.readResult(
        platform.runTool(Tool.PROBE, drivers(request), InspectionJson.write(request), limit));
  }

  private static Set<String> drivers(InspectionRequest request) {
    return Stream.<Stream<? extends Endpoint>>of(
            request.source().stream().map(InspectionRequest.Source::endpoint),
            request.destination().stream().map(InspectionRequest.Destination::endpoint),
            request.store().stream().map(InspectionRequest.Store::endpoint))
        .flatMap(each -> each)
        .flatMap(endpoint -> endpoint.driver().stream())
        .collect(Collectors.toSet());
  }
}
