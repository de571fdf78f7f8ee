package io.millrace.connect.metrics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/// `GET /millrace/metrics`: connector → group of figures → figure.
@Path("/millrace/metrics")
@Produces(MediaType.APPLICATION_JSON)
public final class MetricsResource {

  private final WorkerMetrics metrics;

  MetricsResource(WorkerMetrics metrics) {
    this.metrics = metrics;
  }

  @GET
  public Map<String, Map<String, Map<String, Double>>> metrics() {
    return metrics.read();
  }
}
