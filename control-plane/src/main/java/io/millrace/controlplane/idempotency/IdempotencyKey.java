package io.millrace.controlplane.idempotency;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Which requests may bear a key, and that the OpenAPI document says so.
@OpenApiFilter
public class IdempotencyKey implements OASFilter {

  static final String HEADER = "Idempotency-Key";

  /// What is inside an install, but for tokens.
  private static final Pattern COVERED =
      Pattern.compile(".*/installs/[^/]+/(?!enrolment-tokens$).+");

  static boolean covers(String path) {
    return COVERED.matcher(path).matches();
  }

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
                    .forEach(
                        (method, operation) -> {
                          if (covers(path) && method != HttpMethod.GET) {
                            describe(operation);
                          }
                        }));
  }

  private static void describe(Operation operation) {
    operation.addParameter(
        OASFactory.createParameter()
            .name(HEADER)
            .in(Parameter.In.HEADER)
            .description(
                "A random text by which a repetition of this request is known for 24 hours: it gets"
                    + " the first one's answer")
            .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING))));
    APIResponse reused =
        OASFactory.createAPIResponse()
            .description("The Idempotency-Key was used for another request");
    operation.getResponses().addAPIResponse("422", reused);
  }
}
