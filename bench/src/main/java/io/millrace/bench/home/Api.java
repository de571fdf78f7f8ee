package io.millrace.bench.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// JSON over HTTP, to the control plane or to Connect. Connections are kept, so that a call's time
/// is the server's.
public final class Api {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int FIRST_ERROR = 400;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final String apiKey;

  /// @param apiKey empty for a server that asks for none
  public Api(String address, String apiKey) {
    this.address = address;
    this.apiKey = apiKey;
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return call("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  /// @param method such as `PATCH`
  public JsonNode send(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    return call(
        method,
        path,
        HttpRequest.BodyPublishers.ofByteArray(PrivateJson.JSON.writeValueAsBytes(body)));
  }

  /// Whether it answers, and well.
  public boolean answers(String path) throws InterruptedException {
    try {
      get(path);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private JsonNode call(String method, String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT).method(method, body);
    request.header("Content-Type", "application/json");
    if (!apiKey.isEmpty()) {
      request.header("Authorization", "Bearer " + apiKey);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= FIRST_ERROR) {
      throw new IOException(
          method
              + " "
              + path
              + " was answered with "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return PrivateJson.parse(response.body());
  }
}
