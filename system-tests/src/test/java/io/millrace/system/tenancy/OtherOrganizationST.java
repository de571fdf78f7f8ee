package io.millrace.system.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.system.rig.Api;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every endpoint that the API's own document names is tried with another organization's key, with
/// an unknown one and with none: all are refused. A new endpoint is tried without being listed
/// here.
@SharesMillrace
class OtherOrganizationST {

  private static final String OTHER_KEY = "mr_otherorganizat_0123456789abcdefghijklmnopqrstuv";
  private static final String UNKNOWN_KEY = "mr_unknownkey0000_0123456789abcdefghijklmnopqrstuv";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /// What belongs to whoever asks, or to everybody: there is no other's to be seen.
  private static final Set<String> OF_THE_CALLER =
      Set.of(
          "/api/v1/me",
          "/api/v1/session",
          "/api/v1/connector-types",
          "/api/v1/millrace.schema.json");

  private record Endpoint(String method, String path) {}

  @Test
  void anotherOrganizationsKeyOpensNothing(Rig rig) throws Exception {
    bootstrapOther(rig);
    Api api = new Api(rig.port(8080));
    String key = rig.apiKey();
    String organization = api.get("/api/v1/me", key).at("/organization/id").asText();
    String other = api.get("/api/v1/me", OTHER_KEY).at("/organization/id").asText();
    assertThat(other).isNotEqualTo(organization);
    String install =
        api.get("/api/v1/organizations/" + organization + "/installs", key).at("/0/id").asText();
    List<Endpoint> endpoints = endpoints(api);
    assertThat(endpoints).hasSizeGreaterThan(15);
    for (Endpoint endpoint : endpoints) {
      boolean closed = !OF_THE_CALLER.contains(endpoint.path());
      if (closed) {
        refused(api, endpoint, organization, install, OTHER_KEY, Set.of(403, 404));
        refused(api, endpoint, organization, install, UNKNOWN_KEY, Set.of(401));
        refused(api, endpoint, organization, install, "", Set.of(401));
      }
      if (endpoint.path().contains("{install}")) {
        // The own organization's path does not lead to another's install either.
        refused(api, endpoint, other, install, OTHER_KEY, Set.of(400, 404));
      }
    }
    assertThat(api.get("/api/v1/organizations/" + other + "/installs", OTHER_KEY)).isEmpty();
  }

  private static void refused(
      Api api,
      Endpoint endpoint,
      String organization,
      String install,
      String key,
      Set<Integer> statuses)
      throws Exception {
    String path =
        endpoint
            .path()
            .replace("{organization}", organization)
            .replace("{install}", install)
            .replaceAll("\\{[a-z]+}", "anything");
    String body = endpoint.method().matches("PUT|POST|PATCH") ? "{}" : "";
    HttpResponse<String> response = api.call(endpoint.method(), path, key, body);
    assertThat(response.statusCode())
        .as("%s %s with %s: %s", endpoint.method(), path, key, response.body())
        .isIn(statuses);
    assertThat(response.body()).doesNotContain("createdAt");
  }

  private static List<Endpoint> endpoints(Api api) throws Exception {
    List<Endpoint> endpoints = new ArrayList<>();
    JsonNode paths = api.get("/openapi", "").path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          endpoints.add(new Endpoint(method.getKey().toUpperCase(Locale.ROOT), path.getKey()));
        }
      }
    }
    return endpoints;
  }

  /// A control plane makes the organization that it is started with: another one, for a moment, on
  /// the same database.
  private static void bootstrapOther(Rig rig) throws Exception {
    Path home = rig.home().resolve("other");
    Files.createDirectories(home);
    List<String> command = new ArrayList<>();
    for (String word : commandOf(rig, "control-plane")) {
      command.add(word);
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environmentOf(rig, "control-plane"));
    builder.environment().remove("MILLRACE_CHILD");
    builder.environment().put("MILLRACE_HOME", home.toString());
    builder.environment().put("MILLRACE_HTTP_PORT", String.valueOf(rig.port(8090)));
    builder.environment().put("MILLRACE_RUNNER_PORT", String.valueOf(rig.port(9790)));
    builder.environment().put("MILLRACE_BOOTSTRAP_ORGANIZATION", "other");
    builder.environment().put("MILLRACE_BOOTSTRAP_API_KEY", OTHER_KEY);
    builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    Process other = builder.start();
    try {
      Api api = new Api(rig.port(8080));
      Wait.until(
          Duration.ofSeconds(90),
          () ->
              assertThat(api.call("GET", "/api/v1/me", OTHER_KEY, "").statusCode())
                  .as(Files.readString(home.resolve("log")))
                  .isEqualTo(200));
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  private static String[] commandOf(Rig rig, String part) throws Exception {
    return Files.readString(Path.of("/proc/" + pid(rig, part) + "/cmdline")).split("\0");
  }

  private static Map<String, String> environmentOf(Rig rig, String part) throws Exception {
    Map<String, String> environment = new java.util.HashMap<>();
    for (String entry :
        Files.readString(Path.of("/proc/" + pid(rig, part) + "/environ")).split("\0")) {
      if (entry.contains("=")) {
        String[] parts = entry.split("=", 2);
        environment.put(parts[0], parts[1]);
      }
    }
    return environment;
  }

  private static long pid(Rig rig, String part) {
    return io.millrace.system.rig.Processes.named(rig.home(), part).getFirst().pid();
  }
}
