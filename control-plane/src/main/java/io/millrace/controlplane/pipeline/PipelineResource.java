package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Page;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.controlplane.metrics.PipelineSamples;
import io.millrace.controlplane.metrics.Range;
import io.millrace.controlplane.metrics.Samples;
import io.millrace.controlplane.revision.Precondition;
import io.millrace.controlplane.revision.Revision;
import io.millrace.controlplane.revision.RollbackRequest;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.State;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The pipelines of an install.
@Path("organizations/{organization}/installs/{install}/pipelines")
@Tag(name = "Pipeline")
public class PipelineResource {

  private final PipelineService pipelines;
  private final PipelineCommands commands;
  private final PipelineSamples samples;
  private final Runners runners;
  private final Caller caller;

  PipelineResource(
      PipelineService pipelines,
      PipelineCommands commands,
      PipelineSamples samples,
      Runners runners,
      Caller caller) {
    this.pipelines = pipelines;
    this.commands = commands;
    this.samples = samples;
    this.runners = runners;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "listPipelines",
      summary = "The install's pipelines, by name",
      description =
          "All, or with limit so many of them; the Link header with rel=next leads to the rest.")
  public RestResponse<List<Pipeline>> list(
      @PathParam("install") String install,
      @QueryParam("tag") @Nullable String tag,
      @QueryParam("status") @Parameter(schema = @Schema(implementation = State.class))
          @Nullable String status,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @Nullable String after,
      @Context UriInfo uri) {
    List<Pipeline> all = pipelines.list(caller.principal(), install);
    Optional<State> wanted = state(status);
    Optional<ObservedState> seen =
        wanted.isPresent() ? runners.observed(install) : Optional.empty();
    List<Pipeline> found =
        all.stream()
            .filter(each -> tag == null || each.tags().contains(tag))
            .filter(each -> wanted.isEmpty() || each.state(seen) == wanted.get())
            .toList();
    return Page.of(found, Pipeline::name, limit, after, uri);
  }

  private static Optional<State> state(@Nullable String name) {
    return Optional.ofNullable(name).map(each -> constant("status", each, State.values()));
  }

  private static <E extends Enum<E>> E constant(String field, String name, E[] all) {
    Optional<E> found = Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst();
    FieldErrors errors = new FieldErrors();
    if (found.isEmpty()) {
      errors.add(
          field, Suggestion.unknown(field, name, Arrays.stream(all).map(Enum::name).toList()));
    }
    errors.throwIfAny();
    return found.orElseThrow();
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getPipeline", summary = "A pipeline")
  public RestResponse<Pipeline> get(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return pipelines.get(caller.principal(), install, name).answer(ifNoneMatch);
  }

  @PUT
  @Path("{name}")
  @Operation(operationId = "putPipeline", summary = "Make or change a pipeline")
  @APIResponse(responseCode = "200", description = "The pipeline")
  @APIResponse(responseCode = "400", description = "Fields that are wrong, each with its error")
  public RestResponse<Pipeline> put(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Nullable PipelineRequest request) {
    FieldErrors errors = new FieldErrors();
    PipelineRequest given = request == null ? PipelineRequest.EMPTY : request;
    Pipeline pipeline = given.checked(name, errors);
    errors.throwIfAny();
    return pipelines
        .put(caller.principal(), install, pipeline, new Precondition(ifMatch, ifNoneMatch))
        .answer();
  }

  @PATCH
  @Path("{name}")
  @Operation(operationId = "patchPipeline", summary = "Pause, stop or resume a pipeline")
  @APIResponse(responseCode = "200", description = "The pipeline")
  public RestResponse<Pipeline> patch(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable RunStateRequest request) {
    FieldErrors errors = new FieldErrors();
    RunState runState =
        errors.required("runState", request == null ? null : request.runState(), RunState.RUNNING);
    errors.throwIfAny();
    return pipelines
        .changeRunState(
            caller.principal(), install, name, runState, new Precondition(ifMatch, null))
        .answer();
  }

  @POST
  @Path("{name}/restart")
  @Operation(
      operationId = "restartPipeline",
      summary = "Restart the pipeline's connectors, or one part of it; positions are kept",
      description = "With part only that: its connector, or the jobs of its transforms.")
  @APIResponse(responseCode = "200", description = "The pipeline")
  public RestResponse<Pipeline> restart(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @QueryParam("part") @Parameter(schema = @Schema(implementation = PipelineCommands.Part.class))
          @Nullable String part,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    if (part != null) {
      commands.restart(
          caller.principal(),
          install,
          name,
          constant("part", part, PipelineCommands.Part.values()));
      return pipelines.get(caller.principal(), install, name).answer();
    }
    return pipelines
        .restart(caller.principal(), install, name, new Precondition(ifMatch, null))
        .answer();
  }

  @POST
  @Path("{name}/reset")
  @Operation(
      operationId = "resetPipeline",
      summary = "Start the pipeline's source anew, as if the pipeline had just been made",
      description =
          "Its position is forgotten, and its replication slot made anew; then all tables are read"
              + " again. Rows in the destination are written again; one that is deleted in the"
              + " source meanwhile stays there.")
  @APIResponse(responseCode = "200", description = "The pipeline")
  public RestResponse<Pipeline> reset(
      @PathParam("install") String install, @PathParam("name") String name) {
    commands.reset(caller.principal(), install, name);
    return pipelines.get(caller.principal(), install, name).answer();
  }

  @GET
  @Path("{name}/revisions")
  @Operation(
      operationId = "listPipelineRevisions",
      summary = "What the pipeline was after each change, newest first; also of a deleted one")
  public List<Revision> revisions(
      @PathParam("install") String install, @PathParam("name") String name) {
    return pipelines.revisions(caller.principal(), install, name);
  }

  @POST
  @Path("{name}/rollback")
  @Operation(
      operationId = "rollbackPipeline",
      summary = "Make the pipeline what it was at a revision, as a new revision",
      description =
          "Also brings back a deleted one. How often it was restarted is not rolled back.")
  @APIResponse(responseCode = "200", description = "The pipeline")
  @APIResponse(responseCode = "409", description = "At that revision it was deleted")
  public RestResponse<Pipeline> rollback(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable RollbackRequest request) {
    long revision = RollbackRequest.wanted(request);
    return pipelines
        .rollback(caller.principal(), install, name, revision, new Precondition(ifMatch, null))
        .answer();
  }

  @DELETE
  @Path("{name}")
  @Operation(
      operationId = "deletePipeline",
      summary = "Delete a pipeline; what has arrived in the destination stays")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    pipelines.delete(caller.principal(), install, name, new Precondition(ifMatch, null));
  }

  @GET
  @Path("{name}/metrics")
  @Operation(
      operationId = "getPipelineMetrics",
      summary = "The pipeline's figures over time, oldest first",
      description =
          "In steps of 10 seconds for 15m and 1h, 2 minutes for 24h, 15 minutes for 7d. A step in"
              + " which nothing was measured is left out.")
  @APIResponse(responseCode = "200", description = "The figures")
  @APIResponse(responseCode = "400", description = "There is no such range")
  public Samples metrics(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @QueryParam("range")
          @DefaultValue("1h")
          @Parameter(schema = @Schema(enumeration = {"15m", "1h", "24h", "7d"}))
          String range) {
    Range asked = Range.of(range);
    pipelines.get(caller.principal(), install, name);
    return samples.of(caller.principal().organizationId(), install, name, asked);
  }

  /// Whether a pipeline runs.
  @Schema(name = "RunStateRequest")
  public record RunStateRequest(@Nullable RunState runState) {}
}
