package io.millrace.controlplane.apply;

import io.millrace.controlplane.http.Caller;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// An install as code.
@Path("organizations/{organization}/installs/{install}/apply")
@Tag(name = "Apply")
public class ApplyResource {

  private final ApplyService service;
  private final Caller caller;

  ApplyResource(ApplyService service, Caller caller) {
    this.service = service;
    this.caller = caller;
  }

  @POST
  @Operation(
      operationId = "apply",
      summary = "Make connectors and pipelines what is sent, all of it or nothing",
      description =
          "With dryRun it only says what would change; the ETag of that answer, sent as If-Match,"
              + " makes sure that nothing else is changed. With prune it deletes what is not named."
              + " A secret that is left out stays as it is stored.")
  @APIResponse(responseCode = "200", description = "What has changed, or would change")
  @APIResponse(responseCode = "409", description = "A connector that would go is in use")
  public RestResponse<ApplyAnswer> apply(
      @PathParam("install") String install,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable ApplyRequest request) {
    ApplyRequest given = request == null ? new ApplyRequest(null, null, true, false) : request;
    ApplyService.Done done = service.apply(caller.principal(), install, given, ifMatch);
    return RestResponse.ResponseBuilder.ok(done.answer())
        .header(HttpHeaders.ETAG, done.etag())
        .build();
  }
}
