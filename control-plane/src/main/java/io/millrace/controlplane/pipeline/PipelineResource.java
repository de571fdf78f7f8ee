package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.desiredstate.DesiredStates.TableWish;
import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.metrics.PipelineSamples;
import io.millrace.controlplane.metrics.PipelineSamples.Sample;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The pipelines of an install.
@Path("organizations/{organization}/installs/{install}/pipelines")
@Tag(name = "Pipeline")
public class PipelineResource {

  private static final int MOST_MINUTES = 60;
  private static final String TAG = "[\\p{Alnum}._:/-]{1,40}";
  private static final String TABLE = "[^.\\s]+\\.[^.\\s]+";

  private final PipelineService pipelines;
  private final PipelineSamples samples;
  private final Caller caller;

  PipelineResource(PipelineService pipelines, PipelineSamples samples, Caller caller) {
    this.pipelines = pipelines;
    this.samples = samples;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "listPipelines", summary = "The install's pipelines, by name")
  public List<Pipeline> list(@PathParam("install") String install) {
    return pipelines.list(caller.principal(), install);
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getPipeline", summary = "A pipeline")
  public Pipeline get(@PathParam("install") String install, @PathParam("name") String name) {
    return pipelines.get(caller.principal(), install, name);
  }

  @PUT
  @Path("{name}")
  @Operation(operationId = "putPipeline", summary = "Make or change a pipeline")
  @APIResponse(responseCode = "200", description = "The pipeline")
  @APIResponse(responseCode = "400", description = "Fields that are wrong, each with its error")
  public Pipeline put(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @Nullable PipelineRequest request) {
    FieldErrors errors = new FieldErrors();
    errors.name("name", name);
    PipelineRequest given =
        request == null ? new PipelineRequest(null, null, null, null, null, null, null) : request;
    Pipeline pipeline =
        new Pipeline(
            name,
            errors.required("source", given.source()),
            errors.required("destination", given.destination()),
            tables(given.tables(), errors),
            given.runState() == null ? RunState.RUNNING : given.runState(),
            given.schemaChanges() == null ? SchemaChanges.FOLLOW : given.schemaChanges(),
            given.deletes() == null ? Deletes.HARD : given.deletes(),
            tags(given.tags(), errors),
            0);
    errors.throwIfAny();
    return pipelines.put(caller.principal(), install, pipeline);
  }

  private static List<TableWish> tables(@Nullable List<TableWish> tables, FieldErrors errors) {
    if (tables == null || tables.isEmpty()) {
      errors.add("tables", "A pipeline has at least one table.");
      return List.of();
    }
    List<TableWish> checked = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      TableWish table = tables.get(i);
      String at = "tables[" + i + "]";
      table(at + ".source", table.source(), errors);
      table(at + ".destination", table.destination(), errors);
      String transform = table.transform();
      if (transform != null && !transform.strip().regionMatches(true, 0, "select", 0, 6)) {
        errors.add(
            at + ".transform",
            "It must be a Flink SQL SELECT; leave it out to pass rows as they are.");
      }
      checked.add(table);
    }
    return checked;
  }

  private static List<String> tags(@Nullable List<String> tags, FieldErrors errors) {
    List<String> given = tags == null ? List.of() : tags;
    for (int i = 0; i < given.size(); i++) {
      if (!given.get(i).matches(TAG)) {
        errors.add(
            "tags[" + i + "]",
            "\"" + given.get(i) + "\" is no tag: use 1 to 40 letters, digits, and . _ : / -.");
      }
    }
    return given;
  }

  private static void table(String field, @Nullable String name, FieldErrors errors) {
    String given = errors.required(field, name);
    if (!given.isEmpty() && !given.matches(TABLE)) {
      errors.add(field, "\"" + given + "\" is not schema.table, such as public.orders.");
    }
  }

  @PATCH
  @Path("{name}")
  @Operation(operationId = "patchPipeline", summary = "Pause, stop or resume a pipeline")
  @APIResponse(responseCode = "200", description = "The pipeline")
  public Pipeline patch(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @Nullable RunStateRequest request) {
    FieldErrors errors = new FieldErrors();
    RunState runState =
        errors.required("runState", request == null ? null : request.runState(), RunState.RUNNING);
    errors.throwIfAny();
    return pipelines.changeRunState(caller.principal(), install, name, runState);
  }

  @POST
  @Path("{name}/restart")
  @Operation(
      operationId = "restartPipeline",
      summary = "Restart the pipeline's connectors; their position is kept")
  @APIResponse(responseCode = "200", description = "The pipeline")
  public Pipeline restart(@PathParam("install") String install, @PathParam("name") String name) {
    return pipelines.restart(caller.principal(), install, name);
  }

  @DELETE
  @Path("{name}")
  @Operation(
      operationId = "deletePipeline",
      summary = "Delete a pipeline; what has arrived in the destination stays")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(@PathParam("install") String install, @PathParam("name") String name) {
    pipelines.delete(caller.principal(), install, name);
  }

  @GET
  @Path("{name}/metrics")
  @Operation(
      operationId = "getPipelineMetrics",
      summary = "The pipeline's figures of the last minutes, at most 60, oldest first")
  public Samples metrics(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @QueryParam("minutes") @DefaultValue("15") int minutes) {
    pipelines.get(caller.principal(), install, name);
    int asked = Math.clamp(minutes, 1, MOST_MINUTES);
    return new Samples(samples.of(install, name, Duration.ofMinutes(asked)));
  }

  /// A pipeline to be.
  @Schema(name = "PipelineRequest")
  public record PipelineRequest(
      @Nullable String source,
      @Nullable String destination,
      @Nullable List<TableWish> tables,
      @Nullable RunState runState,
      @Nullable SchemaChanges schemaChanges,
      @Nullable Deletes deletes,
      @Nullable List<String> tags) {}

  /// Whether a pipeline runs.
  @Schema(name = "RunStateRequest")
  public record RunStateRequest(@Nullable RunState runState) {}

  /// Figures over time.
  @Schema(name = "Samples")
  public record Samples(List<Sample> samples) {}
}
