package io.millrace.controlplane.organization;

import io.millrace.controlplane.http.AnyRole;
import io.millrace.controlplane.http.AuthenticationFilter;
import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.FieldError;
import io.millrace.controlplane.http.Open;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.http.RateLimit;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The console's login, and who one is.
@Path("/")
@Tag(name = "Session")
public class SessionResource {

  private final SessionService sessions;
  private final Caller caller;
  private final RateLimit attempts =
      new RateLimit(20, Duration.ofMinutes(1), InstantSource.system());

  SessionResource(SessionService sessions, Caller caller) {
    this.sessions = sessions;
    this.caller = caller;
  }

  @GET
  @Path("me")
  @Operation(operationId = "me", summary = "Who the caller is")
  public Me me() {
    return Me.of(caller.principal());
  }

  @POST
  @Path("session")
  @Open
  @SecurityRequirements
  @Operation(
      operationId = "startSession",
      summary = "Log in with an API key, or with the code of a console link",
      description = "Sets a cookie that scripts cannot read. Give either apiKey or code.")
  @APIResponse(
      responseCode = "200",
      description = "Logged in",
      content = @Content(schema = @Schema(implementation = Me.class)))
  @APIResponse(responseCode = "401", description = "The key or the code is not known")
  @APIResponse(responseCode = "429", description = "Too many attempts from this address")
  public Response start(@Nullable Login login, @Context HttpServerRequest request) {
    attempts.take(request.remoteAddress().host());
    SessionService.Started started;
    if (login != null && login.apiKey() != null) {
      started = sessions.startByKey(login.apiKey());
    } else if (login != null && login.code() != null) {
      started = sessions.startByLink(login.code());
    } else {
      throw ProblemException.invalid(
          List.of(new FieldError("apiKey", "It is missing, and so is code: give one of them.")));
    }
    return Response.ok(Me.of(started.principal()))
        .cookie(cookie(started.token(), SessionService.SESSION_LIFE, request))
        .build();
  }

  @DELETE
  @Path("session")
  @AnyRole
  @Operation(operationId = "endSession", summary = "Log out")
  @APIResponse(responseCode = "204", description = "Logged out")
  public Response end(@Context HttpServerRequest request) {
    sessions.end(caller.principal());
    return Response.noContent().cookie(cookie("", Duration.ZERO, request)).build();
  }

  private static NewCookie cookie(String value, Duration life, HttpServerRequest request) {
    return new NewCookie.Builder(AuthenticationFilter.COOKIE)
        .value(value)
        .path("/")
        .maxAge((int) life.toSeconds())
        .httpOnly(true)
        .secure(request.isSSL())
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }

  /// What a login needs: one of the two.
  @Schema(name = "Login")
  public record Login(@Nullable String apiKey, @Nullable String code) {

    @Override
    public String toString() {
      return "Login[***]";
    }
  }
}
