package io.millrace.dataplane.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.http.ServiceException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The REST interface of a Flink session cluster.
public final class FlinkClient {

  private final JsonHttp http;

  public FlinkClient(URI base, HttpClient client) {
    http = new JsonHttp("Flink", base, client);
  }

  /// Every job the JobManager remembers, the ended ones included.
  public List<FlinkJob> jobs() {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JsonNode job : http.get("/jobs/overview").path("jobs")) {
      jobs.add(
          new FlinkJob(
              job.path("jid").asText(),
              job.path("name").asText(),
              state(job.path("state").asText()),
              Instant.ofEpochMilli(job.path("start-time").asLong()),
              job.path("tasks").path("running").asInt(),
              job.path("tasks").path("total").asInt()));
    }
    return jobs;
  }

  private static FlinkJob.State state(String name) {
    for (FlinkJob.State state : FlinkJob.State.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return FlinkJob.State.INITIALIZING;
  }

  /// Slots that no job uses; 0 while no TaskManager has registered.
  public int freeSlots() {
    return http.get("/overview").path("slots-available").asInt();
  }

  /// The parameters a job was started with (`pipeline.global-job-parameters`).
  public Map<String, String> parameters(String jobId) {
    Map<String, String> parameters = new HashMap<>();
    http.get("/jobs/" + jobId + "/config")
        .path("execution-config")
        .path("user-config")
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
    return parameters;
  }

  /// The stack trace of the job's newest failure.
  public Optional<String> lastFailure(String jobId) {
    JsonNode entries =
        http.get("/jobs/" + jobId + "/exceptions?maxExceptions=1")
            .path("exceptionHistory")
            .path("entries");
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(entries.get(0).path("stacktrace").asText());
  }

  public long completedCheckpoints(String jobId) {
    return http.get("/jobs/" + jobId + "/checkpoints").path("counts").path("completed").asLong();
  }

  public void cancel(String jobId) {
    try {
      http.patch("/jobs/" + jobId + "?mode=cancel", null);
    } catch (ServiceException e) {
      if (e.kind() != ServiceException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  /// Begins to stop a job with a savepoint; the answer is what [#savepoint] asks with.
  public String stopWithSavepoint(String jobId, String folder) {
    ObjectNode body =
        JsonHttp.JSON.createObjectNode().put("targetDirectory", folder).put("drain", false);
    return http.post("/jobs/" + jobId + "/stop", body).path("request-id").asText();
  }

  /// How a savepoint fares.
  public Savepoint savepoint(String jobId, String request) {
    JsonNode answer = http.get("/jobs/" + jobId + "/savepoints/" + request);
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return Savepoint.RUNNING;
    }
    return answer.path("operation").hasNonNull("location") ? Savepoint.DONE : Savepoint.FAILED;
  }

  public enum Savepoint {
    RUNNING,
    DONE,
    FAILED
  }

  /// Where the figures of a running job's source are; asked for once, as it takes two calls. Empty
  /// while the job has none yet.
  public Optional<String> sourceFiguresPath(String jobId) {
    JsonNode vertices = http.get("/jobs/" + jobId).path("vertices");
    if (vertices.isEmpty()) {
      return Optional.empty();
    }
    String metrics =
        "/jobs/" + jobId + "/vertices/" + vertices.get(0).path("id").asText() + "/subtasks/metrics";
    List<String> wanted = new ArrayList<>();
    for (JsonNode metric : http.get(metrics)) {
      String id = metric.path("id").asText();
      if (id.startsWith("Source__")
          && (id.endsWith(".pendingRecords")
              || id.endsWith(".currentEmitEventTimeLag")
              || id.endsWith(".numRecordsIn"))) {
        wanted.add(URLEncoder.encode(id, UTF_8));
      }
    }
    return wanted.size() < 3
        ? Optional.empty()
        : Optional.of(metrics + "?get=" + String.join(",", wanted));
  }

  public SourceFigures sourceFigures(String path) {
    return SourceFigures.of(http.get(path));
  }

  /// How far a job's source is behind its topic. `emitLagMillis` is the age of the newest record
  /// when the source handed it on.
  public record SourceFigures(long pendingRecords, double emitLagMillis, long recordsIn) {
    static SourceFigures of(JsonNode metrics) {
      double pending = 0;
      double lag = 0;
      double in = 0;
      for (JsonNode metric : metrics) {
        String id = metric.path("id").asText();
        double value = metric.path("max").asDouble(0);
        if (id.endsWith(".pendingRecords")) {
          pending = value;
        } else if (id.endsWith(".numRecordsIn")) {
          in = value;
        } else {
          lag = value;
        }
      }
      return new SourceFigures((long) pending, lag, (long) in);
    }
  }
}
