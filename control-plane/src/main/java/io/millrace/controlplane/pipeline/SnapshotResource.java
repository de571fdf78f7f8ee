package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Tables of a running pipeline that are read again while changes go on.
@Path("organizations/{organization}/installs/{install}/pipelines/{name}/snapshots")
@Tag(name = "Pipeline")
public class SnapshotResource {

  private final SnapshotService snapshots;
  private final Caller caller;

  SnapshotResource(SnapshotService snapshots, Caller caller) {
    this.snapshots = snapshots;
    this.caller = caller;
  }

  /// @param tables as `schema.table` in the source; absent for all
  @Schema(name = "SnapshotRequest")
  public record Request(@Nullable List<@Nullable String> tables) {}

  @GET
  @Path("newest")
  @Operation(
      operationId = "getNewestSnapshot",
      summary = "How far the reading of tables is that was asked for last")
  @APIResponse(responseCode = "200", description = "How far it is")
  @APIResponse(responseCode = "404", description = "There was none")
  public SnapshotDocument newest(
      @PathParam("install") String install, @PathParam("name") String name) {
    return told(snapshots.newest(caller.principal(), install, name), name);
  }

  @POST
  @Operation(
      operationId = "startSnapshot",
      summary = "Read tables again, while changes go on",
      description =
          "Each row that is there is written again as it is; rows that the source has not are left"
              + " alone. The source restarts for it once.")
  @APIResponse(responseCode = "200", description = "It is asked for")
  @APIResponse(responseCode = "400", description = "A table that is not the pipeline's")
  @APIResponse(responseCode = "409", description = "Another is not through, or it cannot be")
  public SnapshotDocument start(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @Nullable Request request) {
    List<@Nullable String> tables =
        request == null ? List.of() : Objects.requireNonNullElse(request.tables(), List.of());
    return SnapshotDocument.of(
        snapshots.start(
            caller.principal(),
            install,
            name,
            tables.stream().map(each -> Objects.requireNonNullElse(each, "")).toList()));
  }

  @POST
  @Path("newest/cancel")
  @Operation(
      operationId = "cancelSnapshot",
      summary = "Read no more of the tables that are being read again",
      description = "What was read stays read. Changes go on.")
  @APIResponse(responseCode = "200", description = "How far it is; one that is through stays so")
  @APIResponse(responseCode = "404", description = "There was none")
  public SnapshotDocument cancel(
      @PathParam("install") String install, @PathParam("name") String name) {
    return told(snapshots.cancel(caller.principal(), install, name), name);
  }

  private static SnapshotDocument told(Optional<SnapshotProgress> progress, String name) {
    return progress
        .map(SnapshotDocument::of)
        .orElseThrow(() -> ProblemException.notFound("snapshot of the pipeline", name));
  }
}
