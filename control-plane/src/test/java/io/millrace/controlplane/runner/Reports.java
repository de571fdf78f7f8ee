package io.millrace.controlplane.runner;

import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Reports as a runner does, without its way over the wire.
@ApplicationScoped
public class Reports {

  private final Runners runners;

  Reports(Runners runners) {
    this.runners = runners;
  }

  public void of(String organizationId, String installId, List<PipelineStatus> pipelines) {
    runners.report(
        organizationId,
        installId,
        new ObservedState(
            1, 1, Instant.now(), List.of(), pipelines, List.of(), List.of(), List.of()));
  }
}
