package io.millrace.controlplane.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.http.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The JSON Schema, for editors: they have no key, and it says nothing of anybody.
@Path("millrace.schema.json")
@Tag(name = "Apply")
public class SchemaResource {

  private final MillraceSchema schema;
  private final ObjectMapper json;

  SchemaResource(MillraceSchema schema, ObjectMapper json) {
    this.schema = schema;
    this.json = json;
  }

  @GET
  @Open
  @Produces(MediaType.APPLICATION_JSON)
  @SecurityRequirements
  @Operation(
      operationId = "getSchema",
      summary = "The JSON Schema of connectors and pipelines in YAML")
  public String get() throws IOException {
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(schema.document()) + "\n";
  }
}
