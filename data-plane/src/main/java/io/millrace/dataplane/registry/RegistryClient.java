package io.millrace.dataplane.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.http.ServiceException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Subjects and schemas. Every call may be repeated.
public final class RegistryClient {

  /// Where Apicurio serves the Confluent interface; Flink's format is given this address too.
  public static final String CONFLUENT_PATH = "/apis/ccompat/v7";

  private final JsonHttp http;

  public RegistryClient(URI base, HttpClient client) {
    http = new JsonHttp("The schema registry", confluent(base), client);
  }

  public static URI confluent(URI base) {
    String root = base.toString();
    return URI.create(
        (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + CONFLUENT_PATH);
  }

  public record RegisteredSchema(int id, int version, String schema) {}

  public List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    http.get("/subjects").forEach(subject -> subjects.add(subject.asText()));
    return subjects;
  }

  public Optional<RegisteredSchema> latest(String subject) {
    try {
      JsonNode json = http.get("/subjects/" + segment(subject) + "/versions/latest");
      return Optional.of(
          new RegisteredSchema(
              json.path("id").asInt(), json.path("version").asInt(), json.path("schema").asText()));
    } catch (ServiceException e) {
      return absent(e);
    }
  }

  /// Registers an Avro schema and returns its id; the same schema gets the same id.
  public int register(String subject, String schema) {
    ObjectNode body = JsonHttp.JSON.createObjectNode().put("schema", schema);
    return http.post("/subjects/" + segment(subject) + "/versions", body).path("id").asInt();
  }

  /// Removes the subject with all its versions, for good: one that is only marked as deleted, which
  /// has to come first, takes no new version from Apicurio's own converter.
  public void delete(String subject) {
    for (String how : List.of("", "?permanent=true")) {
      try {
        http.delete("/subjects/" + segment(subject) + how, null);
      } catch (ServiceException e) {
        Optional<Void> _ = absent(e);
      }
    }
  }

  private static <T> Optional<T> absent(ServiceException e) {
    if (e.kind() == ServiceException.Kind.NOT_FOUND) {
      return Optional.empty();
    }
    throw e;
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
