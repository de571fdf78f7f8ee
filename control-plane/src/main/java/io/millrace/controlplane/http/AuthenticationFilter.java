package io.millrace.controlplane.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets nobody through who is not known, or who asks for another organization, or who may not
/// write.
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {

  /// The `__Host-` prefix would need TLS, which a laptop does not have.
  public static final String COOKIE = "millrace-session";

  private static final String BEARER = "bearer ";
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final Authenticator authenticator;
  private final Caller caller;
  private final ResourceInfo resource;

  AuthenticationFilter(Authenticator authenticator, Caller caller, ResourceInfo resource) {
    this.authenticator = authenticator;
    this.caller = caller;
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (method.isAnnotationPresent(Open.class)) {
      return;
    }
    Principal principal = authenticate(request).orElseThrow(AuthenticationFilter::unknown);
    String organization = request.getUriInfo().getPathParameters().getFirst("organization");
    if (organization != null
        && !organization.equals(principal.organizationId())
        && !organization.equals(principal.organizationName())) {
      throw ProblemException.notFound("organization", organization);
    }
    if (!READS.contains(request.getMethod())
        && principal.role() == Role.READ_ONLY
        && !method.isAnnotationPresent(AnyRole.class)) {
      throw readOnly(principal);
    }
    caller.identify(principal);
  }

  private Optional<Principal> authenticate(ContainerRequestContext request) {
    @Nullable String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
          ? authenticator.byApiKey(header.substring(BEARER.length()).trim())
          : Optional.empty();
    }
    @Nullable Cookie cookie = request.getCookies().get(COOKIE);
    return cookie == null ? Optional.empty() : authenticator.bySession(cookie.getValue());
  }

  private static ProblemException unknown() {
    return ProblemException.of(
        401,
        "unauthenticated",
        "You are not logged in",
        "The request has no API key or session, or one that is unknown, revoked or expired.",
        "Send \"Authorization: Bearer <API key>\", or log in to the console again.");
  }

  private static ProblemException readOnly(Principal principal) {
    return ProblemException.of(
        403,
        "read-only",
        "You may not change this",
        "\"" + principal.name() + "\" has the role READ_ONLY.",
        "Use a key with the role ADMIN.");
  }
}
