package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.http.Caller;
import io.millrace.runner.protocol.DesiredState.DeadLetterAction;
import io.millrace.runner.protocol.ObservedState.DeadLetters;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Rows of a pipeline that its destination refused. How many there are is in the install's
/// document.
@Path("organizations/{organization}/installs/{install}/pipelines/{name}/dead-letters")
@Tag(name = "Pipeline")
public class DeadLetterResource {

  private final DeadLetterService deadLetters;
  private final Caller caller;

  DeadLetterResource(DeadLetterService deadLetters, Caller caller) {
    this.deadLetters = deadLetters;
    this.caller = caller;
  }

  /// @param count how many rows it is about
  @Schema(name = "DeadLetterCommand")
  public record Commanded(DeadLetterAction action, long count) {}

  @POST
  @Path("replay")
  @Operation(
      operationId = "replayDeadLetters",
      summary = "Try the rows again that the destination refused",
      description =
          "Of a row that has changed since, the newer version stays. A row that is refused again"
              + " is set aside again. Rows that are set aside later are not touched.")
  public Commanded replay(@PathParam("install") String install, @PathParam("name") String name) {
    return command(install, name, DeadLetterAction.REPLAY);
  }

  @POST
  @Path("discard")
  @Operation(
      operationId = "discardDeadLetters",
      summary = "Throw the rows away that the destination refused",
      description = "They are not tried again. Rows that are set aside later are not touched.")
  public Commanded discard(@PathParam("install") String install, @PathParam("name") String name) {
    return command(install, name, DeadLetterAction.DISCARD);
  }

  private Commanded command(String install, String name, DeadLetterAction action) {
    return new Commanded(
        action,
        deadLetters
            .command(caller.principal(), install, name, action)
            .map(DeadLetters::count)
            .orElse(0L));
  }
}
