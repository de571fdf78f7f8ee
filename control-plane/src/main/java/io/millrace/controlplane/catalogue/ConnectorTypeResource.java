package io.millrace.controlplane.catalogue;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The catalogue.
@Path("connector-types")
@Tag(name = "Connector")
public class ConnectorTypeResource {

  private final ConnectorCatalogue catalogue;

  ConnectorTypeResource(ConnectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GET
  @Operation(
      operationId = "listConnectorTypes",
      summary = "The types of connectors and their fields")
  public List<ConnectorType> list() {
    return catalogue.types();
  }
}
