package io.millrace.controlplane.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.controlplane.Sealed;
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

  private String connector(String name, String port) throws Exception {
    return Sealed.in(install, name, CONNECTOR.formatted(port));
  }

  private long generation() throws Exception {
    return api.expect(200, "GET", install, "").at("/generation/desired").asLong();
  }

  @Test
  void onlyWhatChangesSomethingMakesAGeneration() throws Exception {
    api.expect(200, "PUT", install + "/connectors/one", connector("one", "5432"));
    api.expect(200, "PUT", install + "/connectors/two", connector("two", "5433"));
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE.formatted("RUNNING"));
    long before = generation();
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE.formatted("RUNNING"));
    assertThat(generation()).isEqualTo(before);
    api.expect(200, "PATCH", install + "/pipelines/p", "{\"runState\": \"PAUSED\"}");
    assertThat(generation()).isEqualTo(before + 1);
  }

  @Test
  void aSecretIsNotKeptForAnotherPlaceThanItsOwn() throws Exception {
    String one = install + "/connectors/one";
    ObjectNode connector = (ObjectNode) ApiClient.JSON.readTree(connector("one", "5432"));
    api.expect(200, "PUT", one, connector.toString());
    ObjectNode config = (ObjectNode) connector.path("config");
    config.put("username", "you").put("batchRows", "10");
    api.expect(200, "PUT", one, connector.toString());
    long before = generation();
    for (String[] change :
        new String[][] {
          {"hostname", "evil"},
          {"port", "5433"},
          {"sslmode", "disable"},
          {"database", "shop?PGHOST=evil"}
        }) {
      ObjectNode moved = connector.deepCopy();
      ((ObjectNode) moved.path("config")).put(change[0], change[1]);
      JsonNode problem = api.expect(400, "PUT", one, moved.toString());
      assertThat(problem.at("/errors/0/field").asText()).isEqualTo("secrets.password");
      assertThat(problem.at("/errors/0/message").asText())
          .contains("Enter it again", "for another " + change[0] + ", and is sent nowhere else");
      api.expect(200, "PUT", one, Sealed.in(install, "one", moved.toString()));
      api.expect(200, "PUT", one, connector.toString());
    }
    assertThat(generation()).isEqualTo(before + 8);
    ObjectNode renamed = connector.deepCopy();
    assertThat(api.expect(400, "PUT", install + "/connectors/two", renamed.toString()).toString())
        .contains("for another install or connector");
    ((ObjectNode) connector.at("/secrets/password")).remove("place");
    assertThat(api.expect(400, "PUT", one, connector.toString()).toString())
        .contains("by an older Millrace");
  }

  @Test
  void aConnectionTestSendsAStoredSecretNowhereElse() throws Exception {
    ObjectNode connector = (ObjectNode) ApiClient.JSON.readTree(connector("one", "5432"));
    api.expect(200, "PUT", install + "/connectors/one", connector.toString());
    connector.put("name", "one").put("role", "SOURCE").remove("secrets");
    ObjectNode config = (ObjectNode) connector.path("config");
    config.put("username", "you");
    api.expect(202, "POST", install + "/connection-tests", connector.toString());
    config.put("hostname", "evil");
    JsonNode problem = api.expect(400, "POST", install + "/connection-tests", connector.toString());
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("secrets.password");
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
    api.expect(200, "PUT", install + "/connectors/one", connector("one", "5432"));
    api.expect(200, "PUT", install + "/connectors/two", connector("two", "5432"));
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
