package io.millrace.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls of the control plane's REST API with an API key.
public final class ControlPlaneApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 400;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final String address;
  private final String apiKey;

  /// @param address such as `http://localhost:8080`
  public ControlPlaneApi(String address, String apiKey) {
    this.address = address.replaceFirst("/+$", "");
    this.apiKey = apiKey;
  }

  /// @param etag empty where the answer has none
  public record Answer(JsonNode body, String etag) {}

  /// Empty if there is nothing at the path.
  public Optional<JsonNode> find(String path) throws IOException {
    return found("GET", path, null);
  }

  public JsonNode get(String path) throws IOException {
    return find(path).orElseThrow(() -> new IOException("There is nothing at " + path));
  }

  public JsonNode post(String path, JsonNode body) throws IOException {
    return found("POST", path, body).orElseThrow(() -> new IOException("There is no " + path));
  }

  public JsonNode put(String path, JsonNode body) throws IOException {
    return found("PUT", path, body).orElseThrow(() -> new IOException("There is no " + path));
  }

  private Optional<JsonNode> found(String method, String path, @Nullable JsonNode body)
      throws IOException {
    try {
      return Optional.of(send(method, path, body, Map.of()).body());
    } catch (ApiProblem problem) {
      if (problem.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  /// @throws ApiProblem if the control plane refuses
  public Answer send(
      String method, String path, @Nullable JsonNode body, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + apiKey)
            .header("Accept", "application/json");
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(PrivateJson.JSON.writeValueAsBytes(body)));
    }
    HttpResponse<String> response = exchange(request.build());
    JsonNode answer = PrivateJson.parse(response.body());
    if (response.statusCode() >= FIRST_ERROR) {
      throw ApiProblem.of(response.statusCode(), answer);
    }
    return new Answer(answer, response.headers().firstValue("ETag").orElse(""));
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new IOException(
          "The control plane at " + address + " does not answer. See: millrace status", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Cut off").initCause(e);
    }
  }
}
