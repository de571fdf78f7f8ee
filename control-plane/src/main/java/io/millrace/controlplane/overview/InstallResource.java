package io.millrace.controlplane.overview;

import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.controlplane.install.Install;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.runner.EnrolmentTokens;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The installs of an organization.
@Path("organizations/{organization}/installs")
@Tag(name = "Install")
public class InstallResource {

  private static final List<String> PLATFORMS = List.of("local");
  private static final List<String> NETWORKS = List.of("new", "existing");

  private final InstallService installs;
  private final Overview overview;
  private final InstallEvents events;
  private final Caller caller;

  InstallResource(InstallService installs, Overview overview, InstallEvents events, Caller caller) {
    this.installs = installs;
    this.overview = overview;
    this.events = events;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "listInstalls", summary = "The installs, oldest first")
  public List<InstallDocument> list() {
    return overview.list(caller.principal());
  }

  @POST
  @ResponseStatus(201)
  @Operation(operationId = "createInstall", summary = "Make an install, for a runner to enrol in")
  @APIResponse(responseCode = "201", description = "The install")
  @APIResponse(responseCode = "400", description = "Fields that are wrong, each with its error")
  @APIResponse(responseCode = "409", description = "The name is taken")
  public InstallDocument create(@Nullable InstallRequest request) {
    FieldErrors errors = new FieldErrors();
    String name = errors.name("name", request == null ? null : request.name());
    String platform = errors.required("platform", request == null ? null : request.platform());
    String network = request == null || request.network() == null ? "existing" : request.network();
    if (!platform.isEmpty() && !PLATFORMS.contains(platform)) {
      errors.add("platform", Suggestion.unknown("platform", platform, PLATFORMS));
    }
    if (!NETWORKS.contains(network)) {
      errors.add("network", Suggestion.unknown("network", network, NETWORKS));
    }
    errors.throwIfAny();
    Install install = installs.create(caller.principal(), name, platform, network);
    return overview.get(caller.principal(), install.id());
  }

  @GET
  @Path("{install}")
  @Operation(operationId = "getInstall", summary = "An install: what is wished for, and what is")
  public InstallDocument get(@PathParam("install") String install) {
    return overview.get(caller.principal(), install);
  }

  @DELETE
  @Path("{install}")
  @Operation(
      operationId = "deleteInstall",
      summary = "Forget an install; what runs there goes on until it is stopped there")
  @APIResponse(responseCode = "204", description = "Forgotten")
  public void delete(@PathParam("install") String install) {
    installs.delete(caller.principal(), install);
  }

  @POST
  @Path("{install}/enrolment-tokens")
  @ResponseStatus(201)
  @Operation(
      operationId = "createEnrolmentToken",
      summary = "Make a one-time token for the install's runner; it is shown this once")
  @APIResponse(responseCode = "201", description = "The token")
  public EnrolmentTokens.Issued createToken(@PathParam("install") String install) {
    return installs.createToken(caller.principal(), install);
  }

  @POST
  @Path("{install}/rotate-sealing-key")
  @Operation(
      operationId = "rotateSealingKey",
      summary = "Have the install's runner make another key to seal secrets to",
      description =
          "What is sealed to an older key works until it is entered again. Asked for again before"
              + " the runner has made it, it is the same one.")
  @APIResponse(responseCode = "200", description = "The install; its sealingKey says how far it is")
  @APIResponse(responseCode = "409", description = "No runner has enrolled yet")
  public InstallDocument rotateSealingKey(@PathParam("install") String install) {
    installs.rotateSealingKey(caller.principal(), install);
    return overview.get(caller.principal(), install);
  }

  @GET
  @Path("{install}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "watchInstall",
      summary = "The install now and after each change, as server-sent events named install")
  public Multi<OutboundSseEvent> watch(@PathParam("install") String install, @Context Sse sse) {
    Install found = installs.get(caller.principal(), install);
    return events.of(caller.principal().organizationId(), found, sse);
  }

  /// An install to be.
  @Schema(name = "InstallRequest")
  public record InstallRequest(
      @Nullable String name, @Nullable String platform, @Nullable String network) {}
}
