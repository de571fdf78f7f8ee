package io.millrace.dataplane.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.dataplane.http.ServiceException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One service's JSON interface. Every call ends within its limit, with an answer or a
/// [ServiceException].
public final class JsonHttp {

  /// Jackson's mapper is costly to make and safe to share.
  public static final JsonMapper JSON = new JsonMapper();

  /// A service that hangs must not hold up the look at the others.
  private static final Duration READ_LIMIT = Duration.ofSeconds(4);

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LONGEST_REASON = 12_000;

  private final String service;
  private final URI base;
  private final HttpClient http;

  /// @param service the service's name in sentences, such as `Kafka Connect`
  public JsonHttp(String service, URI base, HttpClient http) {
    this.service = service;
    this.base = base;
    this.http = http;
  }

  /// A client that gives up connecting after two seconds. One is enough for all services.
  public static HttpClient newClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  public JsonNode get(String path) {
    return send("GET", path, null, READ_LIMIT);
  }

  public JsonNode put(String path, @Nullable JsonNode body) {
    return send("PUT", path, body, LIMIT);
  }

  public JsonNode post(String path, @Nullable JsonNode body) {
    return send("POST", path, body, LIMIT);
  }

  public JsonNode patch(String path, @Nullable JsonNode body) {
    return send("PATCH", path, body, LIMIT);
  }

  public JsonNode delete(String path, @Nullable JsonNode body) {
    return send("DELETE", path, body, LIMIT);
  }

  /// The answer's JSON; missing when the body is empty.
  public JsonNode send(String method, String path, @Nullable JsonNode body, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(resolve(path)).timeout(limit).header("Accept", "application/json");
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body.toString()));
    }
    HttpResponse<String> response = exchange(request.build());
    if (response.statusCode() >= 300) {
      throw failure(response);
    }
    return parse(response.body());
  }

  private URI resolve(String path) {
    String root = base.toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ServiceException(
          Kind.UNREACHABLE, service + " does not answer at " + base + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(Kind.UNREACHABLE, service + " was not waited for.", e);
    }
  }

  private JsonNode parse(String body) {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ServiceException(
          Kind.REFUSED, service + " answered with something that is not JSON.", e);
    }
  }

  private ServiceException failure(HttpResponse<String> response) {
    int status = response.statusCode();
    Kind kind =
        switch (status) {
          case 404 -> Kind.NOT_FOUND;
          case 409, 429, 500, 502, 503, 504 -> Kind.BUSY;
          default -> Kind.REFUSED;
        };
    return new ServiceException(
        kind, service + " answered " + status + ": " + reason(response.body()));
  }

  /// Connect says `message`, Flink a list of `errors` of which the last holds the stack trace.
  private static String reason(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      JsonNode errors = json.path("errors");
      String text =
          errors.isArray() && !errors.isEmpty()
              ? innermost(errors.get(errors.size() - 1).asText())
              : json.path("message").asText(body);
      return shorten(text);
    } catch (JsonProcessingException e) {
      return shorten(body);
    }
  }

  /// Of a long stack trace the end, which says the cause.
  private static String innermost(String trace) {
    return trace.substring(Math.max(0, trace.length() - LONGEST_REASON));
  }

  private static String shorten(String text) {
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
  }
}
