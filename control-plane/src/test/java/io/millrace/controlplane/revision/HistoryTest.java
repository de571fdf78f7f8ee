package io.millrace.controlplane.revision;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What was, who made it so, and the way back; and that two editors do not overwrite one another.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class HistoryTest {

  private static final String CONNECTOR =
      """
      {"type": "postgres",
       "config": {"hostname": "%s", "database": "shop", "username": "me"},
       "secrets": {"password": {"keyId": "k", "encapsulatedKey": "AA==", "ciphertext": "AA=="}}}
      """;
  private static final String PIPELINE =
      """
      {"source": "one", "destination": "two", "tags": [%s],
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
    api.expect(200, "PUT", install + "/connectors/one", connector("one", "a"));
    api.expect(200, "PUT", install + "/connectors/two", connector("two", "b"));
  }

  private String connector(String name, String hostname) throws Exception {
    return Sealed.in(install, name, CONNECTOR.formatted(hostname));
  }

  private long generation() throws Exception {
    return api.expect(200, "GET", install, "").at("/generation/desired").asLong();
  }

  @Test
  void aConnectorGoesBackToExactlyWhatItWasAlsoAfterItsDeletion() throws Exception {
    String one = install + "/connectors/one";
    JsonNode first = api.expect(200, "GET", one, "");
    api.expect(200, "PUT", one, connector("one", "elsewhere"));
    assertThat(api.expect(200, "POST", one + "/rollback", "{\"revision\": 1}")).isEqualTo(first);
    api.expect(204, "DELETE", one, "");
    JsonNode refused = api.expect(409, "POST", one + "/rollback", "{\"revision\": 4}");
    assertThat(refused.path("code").asText()).isEqualTo("deleted-there");
    assertThat(api.expect(200, "POST", one + "/rollback", "{\"revision\": 3}")).isEqualTo(first);
    assertThat(api.expect(200, "GET", one, "")).isEqualTo(first);
    JsonNode revisions = api.expect(200, "GET", one + "/revisions", "");
    assertThat(revisions.findValuesAsText("action"))
        .containsExactly(
            "connector.rollback",
            "connector.delete",
            "connector.rollback",
            "connector.put",
            "connector.put");
    assertThat(revisions.at("/0/revision").asLong()).isEqualTo(5);
    assertThat(revisions.at("/0/by/kind").asText()).isEqualTo("API_KEY");
    assertThat(revisions.at("/0/document")).isEqualTo(first);
    assertThat(revisions.at("/1/document").isNull()).isTrue();
    api.expect(404, "POST", one + "/rollback", "{\"revision\": 77}");
    api.expect(400, "POST", one + "/rollback", "{}");
    api.expect(404, "GET", install + "/connectors/never/revisions", "");
  }

  @Test
  void aRollbackToThePresentChangesNothing() throws Exception {
    String p = install + "/pipelines/p";
    api.expect(200, "PUT", p, PIPELINE.formatted("\"a\""));
    long generation = generation();
    api.expect(200, "POST", p + "/rollback", "{\"revision\": 1}");
    api.expect(200, "PUT", p, PIPELINE.formatted("\"a\""));
    assertThat(api.expect(200, "GET", p + "/revisions", "")).hasSize(1);
    assertThat(generation()).isEqualTo(generation);
  }

  @Test
  void aRollbackDoesNotTakeBackRestarts() throws Exception {
    String p = install + "/pipelines/p";
    api.expect(200, "PUT", p, PIPELINE.formatted("\"a\""));
    api.expect(200, "POST", p + "/restart", "{}");
    api.expect(200, "PATCH", p, "{\"runState\": \"STOPPED\"}");
    JsonNode back = api.expect(200, "POST", p + "/rollback", "{\"revision\": 1}");
    assertThat(back.path("runState").asText()).isEqualTo("RUNNING");
    assertThat(back.path("restarts").asInt()).isEqualTo(1);
  }

  @Test
  void aPipelineOfDeletedConnectorsDoesNotComeBackBeforeThem() throws Exception {
    String p = install + "/pipelines/p";
    api.expect(200, "PUT", p, PIPELINE.formatted("\"a\""));
    api.expect(204, "DELETE", p, "");
    api.expect(204, "DELETE", install + "/connectors/two", "");
    JsonNode problem = api.expect(400, "POST", p + "/rollback", "{\"revision\": 1}");
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("destination");
    api.expect(200, "POST", install + "/connectors/two/rollback", "{\"revision\": 1}");
    api.expect(200, "POST", p + "/rollback", "{\"revision\": 1}");
  }

  @Test
  void aWriterWhoGoesByAnOldVersionIsToldSo() throws Exception {
    String one = install + "/connectors/one";
    HttpResponse<String> read = api.call("GET", one, "", Map.of());
    String etag = read.headers().firstValue("ETag").orElseThrow();
    assertThat(etag).isEqualTo("\"1\"");
    assertThat(api.call("GET", one, "", Map.of("If-None-Match", etag)).statusCode()).isEqualTo(304);
    Map<String, String> condition = Map.of("If-Match", etag);
    assertThat(api.call("PUT", one, connector("one", "c"), condition).statusCode()).isEqualTo(200);
    for (String method : List.of("PUT", "DELETE")) {
      HttpResponse<String> late = api.call(method, one, connector("one", "d"), condition);
      assertThat(late.statusCode()).isEqualTo(412);
      assertThat(late.body()).contains("changed-meanwhile", "Read it again");
    }
    HttpResponse<String> there =
        api.call("PUT", one, connector("one", "e"), Map.of("If-None-Match", "*"));
    assertThat(there.statusCode()).isEqualTo(412);
    assertThat(there.body()).contains("already-there");
    assertThat(
            api.call(
                    "PUT",
                    install + "/connectors/new",
                    connector("new", "e"),
                    Map.of("If-None-Match", "*"))
                .statusCode())
        .isEqualTo(200);
  }

  /// Each editor adds tags of its own to what it has read, again and again until it is taken.
  @Test
  void noEditOfManyAtOnceIsLost() throws Exception {
    String p = install + "/pipelines/p";
    api.expect(200, "PUT", p, PIPELINE.formatted(""));
    List<Callable<Boolean>> editors = new ArrayList<>();
    for (int editor = 0; editor < 4; editor++) {
      int own = editor;
      editors.add(
          () -> {
            for (int edit = 0; edit < 5; edit++) {
              add(p, "t" + own + "-" + edit);
            }
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(editors.size())) {
      for (Future<Boolean> each : threads.invokeAll(editors)) {
        assertThat(each.get()).isTrue();
      }
    }
    assertThat(api.expect(200, "GET", p, "").path("tags")).hasSize(20);
    assertThat(api.expect(200, "GET", p + "/revisions", "")).hasSize(21);
  }

  private void add(String pipeline, String tag) throws Exception {
    int status = 412;
    while (status == 412) {
      HttpResponse<String> read = api.call("GET", pipeline, "", Map.of());
      ObjectNode document = (ObjectNode) ApiClient.JSON.readTree(read.body());
      document.remove(List.of("name", "restarts"));
      document.withArray("tags").add(tag);
      String etag = read.headers().firstValue("ETag").orElseThrow();
      status =
          api.call("PUT", pipeline, document.toString(), Map.of("If-Match", etag)).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void listsComeInPagesAndByTag() throws Exception {
    for (String name : List.of("a", "b-1", "b2", "c")) {
      api.expect(
          200, "PUT", install + "/pipelines/" + name, PIPELINE.formatted("\"" + name + "\""));
    }
    List<String> seen = new ArrayList<>();
    String next = install + "/pipelines?limit=2&status=CREATING";
    while (!next.isEmpty()) {
      HttpResponse<String> page = api.call("GET", next, "", Map.of());
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      JsonNode part = ApiClient.JSON.readTree(page.body());
      assertThat(part.size()).isBetween(1, 2);
      seen.addAll(part.findValuesAsText("name"));
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.replaceFirst("</api/v1([^>]*)>; rel=\"next\"", "$1"))
              .orElse("");
    }
    assertThat(seen).containsExactly("a", "b-1", "b2", "c");
    assertThat(api.expect(200, "GET", install + "/pipelines", "")).hasSize(4);
    assertThat(api.expect(200, "GET", install + "/pipelines?tag=b2", "")).hasSize(1);
    assertThat(api.expect(200, "GET", install + "/pipelines?status=BROKEN", "")).isEmpty();
    assertThat(api.expect(200, "GET", install + "/connectors?limit=1&after=one", "")).hasSize(1);
    JsonNode wrong = api.expect(400, "GET", install + "/pipelines?status=RUNING&limit=0", "");
    assertThat(wrong.toString()).contains("RUNNING");
  }
}
