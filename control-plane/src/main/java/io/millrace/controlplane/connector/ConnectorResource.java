package io.millrace.controlplane.connector;

import io.millrace.controlplane.catalogue.ConnectorCatalogue;
import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The sources and destinations of an install.
@Path("organizations/{organization}/installs/{install}/connectors")
@Tag(name = "Connector")
public class ConnectorResource {

  private final ConnectorService connectors;
  private final ConnectorCatalogue catalogue;
  private final Caller caller;

  ConnectorResource(ConnectorService connectors, ConnectorCatalogue catalogue, Caller caller) {
    this.connectors = connectors;
    this.catalogue = catalogue;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "listConnectors", summary = "The install's connectors, by name")
  public List<Connector> list(@PathParam("install") String install) {
    return connectors.list(caller.principal(), install);
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getConnector", summary = "A connector; its secrets only as ciphertext")
  public Connector get(@PathParam("install") String install, @PathParam("name") String name) {
    return connectors.get(caller.principal(), install, name);
  }

  @PUT
  @Path("{name}")
  @Operation(operationId = "putConnector", summary = "Make or change a connector")
  @APIResponse(responseCode = "200", description = "The connector")
  @APIResponse(responseCode = "400", description = "Fields that are wrong, each with its error")
  public Connector put(
      @PathParam("install") String install,
      @PathParam("name") String name,
      @Nullable ConnectorRequest request) {
    FieldErrors errors = new FieldErrors();
    errors.name("name", name);
    ConnectorRequest given = request == null ? new ConnectorRequest(null, null, null) : request;
    Connector connector =
        new Connector(
            name,
            errors.required("type", given.type()),
            given.config() == null ? Map.of() : given.config(),
            given.secrets() == null ? Map.of() : given.secrets());
    if (!connector.type().isEmpty()) {
      catalogue.check(connector.type(), connector.config(), connector.secrets(), errors);
    }
    errors.throwIfAny();
    return connectors.put(caller.principal(), install, connector);
  }

  @DELETE
  @Path("{name}")
  @Operation(operationId = "deleteConnector", summary = "Delete a connector that no pipeline uses")
  @APIResponse(responseCode = "204", description = "Deleted")
  @APIResponse(responseCode = "409", description = "Pipelines use it")
  public void delete(@PathParam("install") String install, @PathParam("name") String name) {
    connectors.delete(caller.principal(), install, name);
  }

  /// A connector to be.
  @Schema(name = "ConnectorRequest")
  public record ConnectorRequest(
      @Nullable String type,
      @Nullable Map<String, String> config,
      @Nullable Map<String, SealedSecret> secrets) {}
}
