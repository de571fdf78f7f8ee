package io.millrace.controlplane.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.DeadLetterReason;
import io.millrace.runner.protocol.ObservedState.DeadLetters;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.millrace.runner.protocol.PipelineParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class DeadLetterCommandsTest {

  private static final Instant NEWEST = Instant.parse("2026-01-02T03:04:05.678Z");

  @Inject Runners runners;
  @TestHTTPResource URI server;

  @Test
  void aCommandIsAboutWhatCouldBeSeenAndIsGivenOnce() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    String install = api.install("dead-letters");
    api.expect(
        200,
        "PUT",
        install + "/connectors/one",
        """
        {"type": "postgres", "config": {"hostname": "a", "database": "shop", "username": "me"}}
        """);
    JsonNode pipeline =
        api.expect(
            200,
            "PUT",
            install + "/pipelines/p",
            """
            {"source": "one", "destination": "one",
             "tables": [{"source": "public.a", "destination": "public.b"}]}
            """);
    assertThat(pipeline.path("badRows").asText()).isEqualTo("SET_ASIDE");
    String letters = install + "/pipelines/p/dead-letters/";
    long before = generation(api, install);
    assertThat(api.expect(200, "POST", letters + "replay", "{}").path("count").asLong()).isZero();
    assertThat(generation(api, install)).isEqualTo(before);

    report(api, install);
    JsonNode shown = api.expect(200, "GET", install, "").at("/pipelines/0/deadLetters");
    assertThat(shown.path("count").asLong()).isEqualTo(3);
    assertThat(shown.at("/reasons/0/reason").asText()).isEqualTo("public.b: no");
    assertThat(api.expect(200, "POST", letters + "replay", "{}").path("count").asLong())
        .isEqualTo(3);
    assertThat(generation(api, install)).isEqualTo(before + 1);
    api.expect(200, "POST", letters + "replay", "{}");
    assertThat(generation(api, install)).isEqualTo(before + 1);
    api.expect(200, "POST", letters + "discard", "{}");
    assertThat(generation(api, install)).isEqualTo(before + 2);
    assertThat(api.expect(200, "GET", install + "/pipelines/p/revisions", "")).hasSize(1);
    api.expect(404, "POST", install + "/pipelines/none/dead-letters/discard", "{}");
  }

  private static long generation(ApiClient api, String install) throws Exception {
    return api.expect(200, "GET", install, "").at("/generation/desired").asLong();
  }

  private void report(ApiClient api, String install) throws Exception {
    Status status = new Status(State.DEGRADED, "3 rows are set aside.", "Replay them.", NEWEST);
    DeadLetters letters =
        new DeadLetters(3, List.of(new DeadLetterReason("public.b: no", 3)), NEWEST);
    runners.report(
        api.organization().replace("/organizations/", ""),
        install.substring(install.lastIndexOf('/') + 1),
        new ObservedState(
            1,
            1,
            NEWEST,
            List.of(),
            List.of(
                new PipelineStatus(
                    "p",
                    status,
                    Optional.empty(),
                    Optional.of(letters),
                    PipelineParts.NONE,
                    Optional.empty())),
            List.of(),
            List.of(),
            List.of()));
  }
}
