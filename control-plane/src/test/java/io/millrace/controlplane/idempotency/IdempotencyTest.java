package io.millrace.controlplane.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A request that is sent twice is done once.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class IdempotencyTest {

  private static final String CONNECTOR =
      """
      {"type": "postgres", "config": {"hostname": "%s", "database": "shop", "username": "me"}}
      """;
  private static final String PIPELINE =
      """
      {"source": "one", "destination": "one",
       "tables": [{"source": "public.a", "destination": "public.b"}]}
      """;

  @TestHTTPResource URI server;

  @Test
  void aRepetitionGetsTheFirstAnswerAndIsNotDone() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    String install = api.install("idempotent");
    api.expect(200, "PUT", install + "/connectors/one", CONNECTOR.formatted("a"));
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE);
    Map<String, String> key = Map.of("Idempotency-Key", "k1");
    String restart = install + "/pipelines/p/restart";
    HttpResponse<String> first = api.call("POST", restart, "{}", key);
    HttpResponse<String> second = api.call("POST", restart, "{}", key);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(api.expect(200, "GET", install + "/pipelines/p", "").path("restarts").asInt())
        .isEqualTo(1);
    HttpResponse<String> other =
        api.call("PUT", install + "/connectors/one", CONNECTOR.formatted("b"), key);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("idempotency-key-reused", "Send a new key");
  }

  @Test
  void aRefusalIsRepeatedTooAndADeletionSucceedsAgain() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    String install = api.install("idempotent-too");
    Map<String, String> bad = Map.of("Idempotency-Key", "k2");
    String one = install + "/connectors/one";
    HttpResponse<String> refused = api.call("PUT", one, "{\"type\": \"nope\"}", bad);
    assertThat(refused.statusCode()).isEqualTo(400);
    HttpResponse<String> again = api.call("PUT", one, "{\"type\": \"nope\"}", bad);
    assertThat(again.body()).isEqualTo(refused.body());
    assertThat(again.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    api.expect(200, "PUT", one, CONNECTOR.formatted("a"));
    Map<String, String> gone = Map.of("Idempotency-Key", "k3");
    assertThat(api.call("DELETE", one, "", gone).statusCode()).isEqualTo(204);
    assertThat(api.call("DELETE", one, "", gone).statusCode()).isEqualTo(204);
    api.expect(404, "DELETE", one, "");
  }
}
