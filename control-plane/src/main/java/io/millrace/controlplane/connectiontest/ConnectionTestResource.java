package io.millrace.controlplane.connectiontest;

import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.connector.ConnectorService;
import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Whether a connection would work, tried from inside the data plane.
@Path("organizations/{organization}/installs/{install}/connection-tests")
@Tag(name = "Connector")
public class ConnectionTestResource {

  private final ConnectionTestService tests;
  private final ConnectorService connectors;
  private final Caller caller;

  ConnectionTestResource(ConnectionTestService tests, ConnectorService connectors, Caller caller) {
    this.tests = tests;
    this.connectors = connectors;
    this.caller = caller;
  }

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "beginConnectionTest",
      summary = "Have a connection tried by the install's runner; the answer comes by its id")
  @APIResponse(responseCode = "202", description = "The test, which waits for the runner")
  @APIResponse(responseCode = "400", description = "Fields that are wrong, each with its error")
  public ConnectionTest begin(
      @PathParam("install") String install, @Nullable ConnectionTestRequest request) {
    ConnectionTestRequest given =
        request == null ? new ConnectionTestRequest(null, null, null, null, null, null) : request;
    FieldErrors errors = new FieldErrors();
    ConnectorRole role = errors.required("role", given.role(), ConnectorRole.SOURCE);
    Connector connector =
        connectors.checked(
            given.name() == null ? "" : given.name(),
            given.type(),
            given.config(),
            given.secrets(),
            errors);
    errors.throwIfAny();
    List<String> tables = given.tables() == null ? List.of() : given.tables();
    return tests.begin(caller.principal(), install, role, connector, tables);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getConnectionTest",
      summary = "How a connection test stands; it is kept for five minutes")
  public ConnectionTest get(@PathParam("install") String install, @PathParam("id") String id) {
    return tests.get(caller.principal(), install, id);
  }
}
