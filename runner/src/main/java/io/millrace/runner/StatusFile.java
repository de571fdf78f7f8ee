package io.millrace.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.Status;
import io.millrace.runner.protocol.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `status.json` in the runner's home: what the runner would report, for whoever looks on this
/// machine while the control plane is down. The fields are those of the API.
final class StatusFile {

  private static final Logger LOG = Logger.getLogger("status");
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path file;

  StatusFile(Path home) {
    this.file = home.resolve("status.json");
  }

  synchronized void write(
      String version, boolean connected, List<Problem> problems, @Nullable ObservedState seen) {
    ObjectNode root = JSON.createObjectNode();
    root.put("at", Instant.now().toString());
    root.put("pid", ProcessHandle.current().pid());
    root.put("version", version);
    root.put("connected", connected);
    ArrayNode troubles = root.putArray("problems");
    problems.forEach(
        each ->
            troubles
                .addObject()
                .put("code", each.code())
                .put("what", each.what())
                .put("why", each.why())
                .put("nextStep", each.nextStep())
                .put("since", each.since().toString()));
    if (seen != null) {
      root.put("acceptedGeneration", seen.acceptedGeneration());
      root.put("convergedGeneration", seen.convergedGeneration());
      components(root.putArray("components"), seen);
      pipelines(root.putArray("pipelines"), seen);
    }
    try {
      Path next = file.resolveSibling("status.json.next");
      Files.write(next, JSON.writeValueAsBytes(root));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be written: {1}", new Object[] {file, e.getMessage()});
    }
  }

  private static void components(ArrayNode to, ObservedState seen) {
    for (ObservedState.ComponentStatus each : seen.components()) {
      ObjectNode node = to.addObject().put("name", each.name()).put("version", each.version());
      status(node.putObject("status"), each.status());
      node.put("residentBytes", each.residentBytes());
      node.put("restarts", each.restarts());
      node.put("fetchedBytes", each.fetchedBytes());
      node.put("totalBytes", each.totalBytes());
      each.startedAt().ifPresent(at -> node.put("startedAt", at.toString()));
    }
  }

  private static void pipelines(ArrayNode to, ObservedState seen) {
    for (ObservedState.PipelineStatus each : seen.pipelines()) {
      ObjectNode node = to.addObject().put("name", each.name());
      status(node.putObject("status"), each.status());
      each.metrics()
          .ifPresent(
              metrics -> {
                ObjectNode figures = node.putObject("metrics");
                figures.put("measuredAt", metrics.measuredAt().toString());
                figures.put("recordsTotal", metrics.recordsTotal());
                figures.put("recordsPerSecond", metrics.recordsPerSecond());
                figures.put("lagRecords", metrics.lagRecords());
                metrics.latencyMillis().ifPresent(ms -> figures.put("latencyMillis", ms));
                figures.put("errorsTotal", metrics.errorsTotal());
              });
    }
  }

  private static void status(ObjectNode to, Status status) {
    to.put("state", status.state().name());
    to.put("reason", status.reason());
    to.put("nextStep", status.nextStep());
    to.put("since", status.since().toString());
  }
}
