package io.millrace.controlplane.transformpreview;

import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.transformpreview.TransformPreviewRequest.Checked;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// What a transform would do, tried by the install's Flink without touching what runs.
@Path("organizations/{organization}/installs/{install}/transform-previews")
@Tag(name = "Pipeline")
public class TransformPreviewResource {

  private final TransformPreviewService previews;
  private final Caller caller;

  TransformPreviewResource(TransformPreviewService previews, Caller caller) {
    this.previews = previews;
    this.caller = caller;
  }

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "beginTransformPreview",
      summary = "Have a transform tried: its columns, its tests, and counts of a sample",
      description = "The sample's rows stay in the install, where the runner keeps them an hour.")
  @APIResponse(responseCode = "202", description = "The preview, which waits for the runner")
  @APIResponse(responseCode = "400", description = "Fields that are wrong, each with its error")
  public TransformPreview begin(
      @PathParam("install") String install, @Nullable TransformPreviewRequest request) {
    FieldErrors errors = new FieldErrors();
    Checked checked = (request == null ? TransformPreviewRequest.EMPTY : request).checked(errors);
    errors.throwIfAny();
    return previews.begin(caller.principal(), install, checked);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getTransformPreview",
      summary = "How a transform preview stands; it is kept for five minutes")
  public TransformPreview get(@PathParam("install") String install, @PathParam("id") String id) {
    return previews.get(caller.principal(), install, id);
  }
}
