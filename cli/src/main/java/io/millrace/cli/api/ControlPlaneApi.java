package io.millrace.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls of the control plane's REST API with an API key.
public final class ControlPlaneApi {

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 400;

  private final String base;
  private final String apiKey;

  /// @param address such as `http://localhost:8080`
  public ControlPlaneApi(String address, String apiKey) {
    this.base = address + "/api/v1";
    this.apiKey = apiKey;
  }

  /// Empty if there is nothing at the path.
  public Optional<JsonNode> find(String path) throws IOException {
    return call("GET", path, null);
  }

  public JsonNode get(String path) throws IOException {
    return find(path).orElseThrow(() -> new IOException("There is nothing at " + path));
  }

  public JsonNode post(String path, JsonNode body) throws IOException {
    return call("POST", path, body).orElseThrow(() -> new IOException("There is no " + path));
  }

  public JsonNode put(String path, JsonNode body) throws IOException {
    return call("PUT", path, body).orElseThrow(() -> new IOException("There is no " + path));
  }

  private Optional<JsonNode> call(String method, String path, @Nullable JsonNode body)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("Authorization", "Bearer " + apiKey);
    connection.setRequestProperty("Accept", "application/json");
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(PrivateJson.JSON.writeValueAsBytes(body));
      }
    }
    int status = connection.getResponseCode();
    if (status == NOT_FOUND) {
      return Optional.empty();
    }
    if (status >= FIRST_ERROR) {
      throw problem(status, read(connection.getErrorStream()));
    }
    String answer = read(connection.getInputStream());
    return Optional.of(
        answer.isBlank() ? PrivateJson.JSON.createObjectNode() : PrivateJson.JSON.readTree(answer));
  }

  /// problem+json, as one sentence for a person.
  private static IOException problem(int status, String body) {
    try {
      JsonNode problem = PrivateJson.JSON.readTree(body);
      StringBuilder said = new StringBuilder();
      said.append(problem.path("title").asText("The control plane refused")).append(": ");
      said.append(problem.path("detail").asText(""));
      for (JsonNode error : problem.path("errors")) {
        said.append(" ")
            .append(error.path("field").asText())
            .append(": ")
            .append(error.path("message").asText());
      }
      if (problem.hasNonNull("nextStep")) {
        said.append(" ").append(problem.get("nextStep").asText());
      }
      return new IOException(said.toString().strip());
    } catch (IOException e) {
      return new IOException("The control plane answered with " + status);
    }
  }

  private static String read(@Nullable InputStream stream) throws IOException {
    if (stream == null) {
      return "";
    }
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
