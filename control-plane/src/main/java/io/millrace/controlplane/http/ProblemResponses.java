package io.millrace.controlplane.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Says in the OpenAPI document, for every operation, which errors it may answer with, so that no
/// resource has to repeat it.
@OpenApiFilter
public class ProblemResponses implements OASFilter {

  private static final String SCHEMA = "#/components/schemas/Problem";

  private static final Map<String, String> ALWAYS =
      new TreeMap<>(
          Map.of(
              "401", "There is no API key or session, or it is unknown, revoked or expired",
              "500", "The control plane failed; nothing was changed"));

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
      return;
    }
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> complete(path, method, operation)));
  }

  private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
    boolean open = operation.getSecurity() != null && operation.getSecurity().isEmpty();
    ALWAYS.forEach(
        (status, description) -> {
          if (!open || !status.equals("401")) {
            add(operation, status, description);
          }
        });
    if (path.contains("{")) {
      add(operation, "404", "It is not there, or belongs to another organization");
    }
    if (!open && method != PathItem.HttpMethod.GET) {
      add(operation, "403", "The key or session is read-only");
    }
    List<Parameter> parameters =
        Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of());
    if (parameters.stream().anyMatch(each -> "If-Match".equals(each.getName()))) {
      add(operation, "412", "It is no longer what If-Match or If-None-Match says");
    }
    if (operation.getRequestBody() != null) {
      add(operation, "400", "The request is not valid; errors names every field");
    }
  }

  private static void add(Operation operation, String status, String description) {
    if (operation.getResponses().hasAPIResponse(status)) {
      return;
    }
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(description)
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        ProblemDocument.MEDIA_TYPE,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(SCHEMA))));
    operation.getResponses().addAPIResponse(status, response);
  }
}
