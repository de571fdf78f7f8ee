package io.millrace.controlplane.connector;

import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Page;
import io.millrace.controlplane.revision.Precondition;
import io.millrace.controlplane.revision.Revision;
import io.millrace.controlplane.revision.RollbackRequest;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The sources and destinations of an install.
@Path("organizations/{organization}/installs/{install}/connectors")
@Tag(name = "Connector")
public class ConnectorResource {

  private final ConnectorService connectors;
  private final Caller caller;

  ConnectorResource(ConnectorService connectors, Caller caller) {
    this.connectors = connectors;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "listConnectors",
      summary = "The install's connectors, by name",
      description =
          "All, or with limit so many of them; the Link header with rel=next leads to the rest.")
  public RestResponse<List<Connector>> list(
      @PathParam("install") String install,
      @QueryParam("type") @Nullable String type,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("after") @Nullable String after,
      @Context UriInfo uri) {
    List<Connector> all =
        connectors.list(caller.principal(), install).stream()
            .filter(each -> type == null || each.type().equals(type))
            .toList();
    return Page.of(all, Connector::name, limit, after, uri);
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getConnector", summary = "A connector; its secrets only as ciphertext")
  public RestResponse<Connector> get(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    return connectors.get(caller.principal(), install, name).answer(ifNoneMatch);
  }

  @PUT
  @Path("{name}")
  @Operation(operationId = "putConnector", summary = "Make or change a connector")
  @APIResponse(responseCode = "200", description = "The connector")
  @APIResponse(responseCode = "400", description = "Fields that are wrong, each with its error")
  public RestResponse<Connector> put(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Nullable ConnectorRequest request) {
    FieldErrors errors = new FieldErrors();
    ConnectorRequest given = request == null ? new ConnectorRequest(null, null, null) : request;
    Connector connector =
        connectors.checked(name, given.type(), given.config(), given.secrets(), errors);
    errors.throwIfAny();
    return connectors
        .put(caller.principal(), install, connector, new Precondition(ifMatch, ifNoneMatch))
        .answer();
  }

  @DELETE
  @Path("{name}")
  @Operation(operationId = "deleteConnector", summary = "Delete a connector that no pipeline uses")
  @APIResponse(responseCode = "204", description = "Deleted")
  @APIResponse(responseCode = "409", description = "Pipelines use it")
  public void delete(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    connectors.delete(caller.principal(), install, name, new Precondition(ifMatch, null));
  }

  @GET
  @Path("{name}/revisions")
  @Operation(
      operationId = "listConnectorRevisions",
      summary = "What the connector was after each change, newest first; also of a deleted one")
  public List<Revision> revisions(
      @PathParam("install") String install, @PathParam("name") String name) {
    return connectors.revisions(caller.principal(), install, name);
  }

  @POST
  @Path("{name}/rollback")
  @Operation(
      operationId = "rollbackConnector",
      summary = "Make the connector what it was at a revision, as a new revision",
      description = "Also brings back a deleted one. Secrets come back as they were sealed then.")
  @APIResponse(responseCode = "200", description = "The connector")
  @APIResponse(responseCode = "409", description = "At that revision it was deleted")
  public RestResponse<Connector> rollback(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable RollbackRequest request) {
    long revision = RollbackRequest.wanted(request);
    return connectors
        .rollback(caller.principal(), install, name, revision, new Precondition(ifMatch, null))
        .answer();
  }

  /// A connector to be.
  @Schema(name = "ConnectorRequest")
  public record ConnectorRequest(
      @Nullable String type,
      @Nullable Map<String, @Nullable String> config,
      @Nullable Map<String, @Nullable SealedSecret> secrets) {}
}
