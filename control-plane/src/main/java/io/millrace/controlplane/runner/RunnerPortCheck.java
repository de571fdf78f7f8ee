package io.millrace.controlplane.runner;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready only when runners can connect. That the database is migrated is sure by then: nothing
/// starts before it is.
@Readiness
@ApplicationScoped
class RunnerPortCheck implements HealthCheck {

  private final RunnerEdge edge;

  RunnerPortCheck(RunnerEdge edge) {
    this.edge = edge;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("runner-port").status(edge.listening()).build();
  }
}
