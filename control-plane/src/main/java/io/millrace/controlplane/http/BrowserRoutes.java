package io.millrace.controlplane.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/// What browsers need: security headers on every answer, caching of the console's files, and its
/// page for every address that is the console's own to interpret.
@ApplicationScoped
public class BrowserRoutes {

  private static final int BEFORE_ALL = 1000;
  private static final String PAGE = "/index.html";
  private static final Set<String> NOT_THE_CONSOLE =
      Set.of("api", "health", "metrics", "openapi", "assets", "q");

  /// The console has nothing inline and talks to nobody but its own origin.
  private static final String SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final List<String> HEADERS =
      List.of(
          "content-security-policy", SECURITY_POLICY,
          "x-content-type-options", "nosniff",
          "x-frame-options", "DENY",
          "referrer-policy", "no-referrer",
          "cross-origin-opener-policy", "same-origin",
          "cross-origin-resource-policy", "same-origin",
          "permissions-policy", "camera=(), geolocation=(), microphone=()");

  void headers(@Observes Filters filters) {
    filters.register(
        context -> {
          MultiMap headers = context.response().headers();
          for (int index = 0; index < HEADERS.size(); index += 2) {
            headers.set(HEADERS.get(index), HEADERS.get(index + 1));
          }
          String path = context.normalizedPath();
          context.addHeadersEndHandler(done -> cacheControl(context, path));
          if (path.equals("/openapi") && context.request().getParam("format") == null) {
            context.request().headers().set(HttpHeaders.ACCEPT, "application/json");
          }
          context.next();
        },
        BEFORE_ALL);
  }

  private static void cacheControl(RoutingContext context, String path) {
    // Names under /assets hold a hash of the content. Everything else is asked for anew.
    boolean lasting = path.startsWith("/assets/") && context.response().getStatusCode() == 200;
    String value =
        lasting
            ? "public, max-age=31536000, immutable"
            : path.startsWith("/api/") ? "no-store" : "no-cache";
    context.response().headers().set(HttpHeaders.CACHE_CONTROL, value);
  }

  /// Reached only by what nothing else has answered.
  void page(@Observes Router router) {
    router
        .route()
        .method(HttpMethod.GET)
        .last()
        .handler(
            context -> {
              String path = context.normalizedPath();
              String first = path.substring(1).split("/", 2)[0];
              if (NOT_THE_CONSOLE.contains(first) || path.equals(PAGE)) {
                context.next();
              } else {
                context.reroute(PAGE);
              }
            });
  }
}
