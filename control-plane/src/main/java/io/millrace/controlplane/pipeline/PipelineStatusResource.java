package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.event.PipelineEvent;
import io.millrace.controlplane.event.PipelineEvents;
import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.PipelineParts;
import io.millrace.runner.protocol.PipelineParts.TaskKind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What the runner saw of a pipeline last, to its parts.
@Path("organizations/{organization}/installs/{install}/pipelines/{name}")
@Tag(name = "Pipeline")
public class PipelineStatusResource {

  private final PipelineService pipelines;
  private final Runners runners;
  private final PipelineEvents events;
  private final Caller caller;

  PipelineStatusResource(
      PipelineService pipelines, Runners runners, PipelineEvents events, Caller caller) {
    this.pipelines = pipelines;
    this.runners = runners;
    this.events = events;
    this.caller = caller;
  }

  @GET
  @Path("status")
  @Operation(
      operationId = "getPipelineStatus",
      summary = "A pipeline's state, its tasks in Connect and Flink, and its topics",
      description = "Names and numbers: no rows, and of schemas neither fields nor types.")
  public Document status(@PathParam("install") String install, @PathParam("name") String name) {
    Pipeline pipeline = pipelines.get(caller.principal(), install, name).value();
    Optional<ObservedState> observed = runners.observed(install);
    Optional<PipelineStatus> seen = observed.flatMap(state -> state.pipeline(name));
    PipelineParts parts = seen.map(PipelineStatus::parts).orElse(PipelineParts.NONE);
    return new Document(
        pipeline.state(observed),
        seen.map(each -> each.status().reason()).orElse(""),
        seen.map(each -> each.status().nextStep()).orElse(""),
        parts.tasks().stream().map(PipelineStatusResource::task).toList(),
        parts.topics().stream().map(PipelineStatusResource::topic).toList(),
        seen.flatMap(PipelineStatus::snapshot).map(SnapshotDocument::of).orElse(null));
  }

  @GET
  @Path("events")
  @Operation(
      operationId = "listPipelineEvents",
      summary = "The states that the pipeline came into, newest first, with reason and next step")
  public List<PipelineEvent> events(
      @PathParam("install") String install, @PathParam("name") String name) {
    pipelines.get(caller.principal(), install, name);
    return events.list(caller.principal().organizationId(), install, name);
  }

  private static Task task(PipelineParts.Task task) {
    return new Task(task.kind(), task.owner(), task.number(), task.state(), task.reason());
  }

  private static Topic topic(PipelineParts.Topic topic) {
    return new Topic(
        topic.name(),
        topic.partitions(),
        topic.recordsTotal(),
        topic.recordsPerSecond(),
        topic.sizeBytes().isPresent() ? topic.sizeBytes().getAsLong() : null,
        topic.schemas().stream()
            .map(schema -> new SchemaName(schema.subject(), schema.version()))
            .toList());
  }

  /// What was seen of a pipeline.
  @Schema(name = "PipelineStatus")
  public record Document(
      State state,
      String reason,
      String nextStep,
      List<Task> tasks,
      List<Topic> topics,
      @Nullable SnapshotDocument snapshot) {}

  /// A task of a connector, or a job of Flink.
  @Schema(name = "PipelineTask")
  public record Task(TaskKind kind, String owner, int number, State state, String reason) {}

  /// A topic that a pipeline's records are kept in.
  @Schema(name = "PipelineTopic")
  public record Topic(
      String name,
      int partitions,
      long recordsTotal,
      double recordsPerSecond,
      @Nullable Long sizeBytes,
      List<SchemaName> schemas) {}

  /// The newest schema of keys or values, by name.
  @Schema(name = "SchemaName")
  public record SchemaName(String subject, int version) {}
}
