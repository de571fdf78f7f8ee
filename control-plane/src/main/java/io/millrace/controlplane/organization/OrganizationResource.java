package io.millrace.controlplane.organization;

import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Role;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// An organization, its keys and its links to the console.
@Path("organizations/{organization}")
@Tag(name = "Organization")
public class OrganizationResource {

  private final OrganizationService organizations;
  private final ApiKeyService keys;
  private final SessionService sessions;
  private final Caller caller;

  OrganizationResource(
      OrganizationService organizations,
      ApiKeyService keys,
      SessionService sessions,
      Caller caller) {
    this.organizations = organizations;
    this.keys = keys;
    this.sessions = sessions;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "getOrganization", summary = "The organization")
  public Organization get() {
    return organizations.get(caller.principal());
  }

  @GET
  @Path("api-keys")
  @Operation(operationId = "listApiKeys", summary = "The keys that are not revoked")
  public List<ApiKey> listKeys() {
    return keys.list(caller.principal());
  }

  @POST
  @Path("api-keys")
  @ResponseStatus(201)
  @Operation(operationId = "createApiKey", summary = "Make a key; its text is shown this once")
  @APIResponse(responseCode = "201", description = "The key with its text")
  public NewApiKey createKey(@Nullable ApiKeyRequest request) {
    FieldErrors errors = new FieldErrors();
    String name = errors.name("name", request == null ? null : request.name());
    Role role = errors.required("role", request == null ? null : request.role(), Role.READ_ONLY);
    errors.throwIfAny();
    return keys.create(caller.principal(), name, role);
  }

  @DELETE
  @Path("api-keys/{id}")
  @Operation(operationId = "revokeApiKey", summary = "Revoke a key, and end its sessions, at once")
  @APIResponse(responseCode = "204", description = "Revoked")
  @APIResponse(responseCode = "409", description = "It is the last key with the role ADMIN")
  public void revokeKey(@PathParam("id") String id) {
    keys.revoke(caller.principal(), id);
  }

  @POST
  @Path("console-links")
  @ResponseStatus(201)
  @Operation(
      operationId = "createConsoleLink",
      summary = "Make a link that opens the console once, within ten minutes")
  @APIResponse(responseCode = "201", description = "The link")
  public ConsoleLink createLink(@Context UriInfo uri) {
    SessionService.Link link = sessions.link(caller.principal());
    // In the fragment, which no browser sends to a server and no proxy writes to a log.
    URI url = uri.getBaseUri().resolve("/login#code=" + link.code());
    return new ConsoleLink(url, link.expiresAt());
  }

  /// A key to be.
  @Schema(name = "ApiKeyRequest")
  public record ApiKeyRequest(@Nullable String name, @Nullable Role role) {}

  /// A link that opens the console once.
  @Schema(name = "ConsoleLink")
  public record ConsoleLink(URI url, Instant expiresAt) {}
}
