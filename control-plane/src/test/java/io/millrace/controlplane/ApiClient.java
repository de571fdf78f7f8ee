package io.millrace.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/// Calls the control plane under test as a client of its API does.
public final class ApiClient {

  public static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String key;

  /// @param base the address of the server
  public ApiClient(URI base, String key) {
    this.base = base.toString().replaceFirst("/$", "") + "/api/v1";
    this.key = key;
  }

  public HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return call(method, path, body, Map.of());
  }

  public HttpResponse<String> call(
      String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// The document of an answer with this status.
  public JsonNode expect(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = call(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
  }

  /// The path of the caller's organization.
  public String organization() throws IOException, InterruptedException {
    return "/organizations/" + expect(200, "GET", "/me", "").at("/organization/id").asText();
  }

  /// The path of a new install.
  public String install(String name) throws IOException, InterruptedException {
    String installs = organization() + "/installs";
    String body = "{\"name\": \"%s\", \"platform\": \"local\", \"network\": \"existing\"}";
    return installs + "/" + expect(201, "POST", installs, body.formatted(name)).path("id").asText();
  }
}
