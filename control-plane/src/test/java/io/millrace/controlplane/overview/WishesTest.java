package io.millrace.controlplane.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What changes a wish, what does not, and what is refused.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class WishesTest {

  private static final String CONNECTOR =
      """
      {"type": "postgres",
       "config": {"hostname": "db", "database": "shop", "username": "me", "port": "%s"},
       "secrets": {"password": {"keyId": "k", "encapsulatedKey": "AA==", "ciphertext": "AA=="}}}
      """;
  private static final String PIPELINE =
      """
      {"source": "one", "destination": "two", "runState": "%s",
       "tables": [{"source": "public.a", "destination": "public.b"}]}
      """;

  @TestHTTPResource URI server;

  private ApiClient api;
  private String install;

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    api = new ApiClient(server, EmbeddedServer.API_KEY);
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    install = api.install(name);
  }

  private long generation() throws Exception {
    return api.expect(200, "GET", install, "").at("/generation/desired").asLong();
  }

  @Test
  void onlyWhatChangesSomethingMakesAGeneration() throws Exception {
    api.expect(200, "PUT", install + "/connectors/one", CONNECTOR.formatted("5432"));
    api.expect(200, "PUT", install + "/connectors/two", CONNECTOR.formatted("5433"));
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE.formatted("RUNNING"));
    long before = generation();
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE.formatted("RUNNING"));
    assertThat(generation()).isEqualTo(before);
    api.expect(200, "PATCH", install + "/pipelines/p", "{\"runState\": \"PAUSED\"}");
    assertThat(generation()).isEqualTo(before + 1);
  }

  @Test
  void everyWrongFieldIsNamed() throws Exception {
    JsonNode problem =
        api.expect(
            400,
            "PUT",
            install + "/connectors/one",
            "{\"type\": \"postgres\", \"config\": {\"port\": \"seventy\"}, \"secrets\": {}}");
    assertThat(problem.path("errors").findValuesAsText("field"))
        .contains("config.hostname", "config.database", "config.username", "config.port");
    assertThat(generation()).isEqualTo(1);
  }

  @Test
  void aConnectorThatIsUsedStays() throws Exception {
    api.expect(200, "PUT", install + "/connectors/one", CONNECTOR.formatted("5432"));
    api.expect(200, "PUT", install + "/connectors/two", CONNECTOR.formatted("5432"));
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE.formatted("RUNNING"));
    JsonNode problem = api.expect(409, "DELETE", install + "/connectors/one", "");
    assertThat(problem.path("code").asText()).isEqualTo("connector-in-use");
    assertThat(problem.path("detail").asText()).contains("pipelines p");
    api.expect(200, "GET", install + "/connectors/one", "");
  }

  @Test
  void aPipelineOfConnectorsThatAreNotThereIsRefused() throws Exception {
    HttpResponse<String> response =
        api.call("PUT", install + "/pipelines/p", PIPELINE.formatted("RUNNING"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body()).contains("\"source\"").contains("\"destination\"");
  }
}
