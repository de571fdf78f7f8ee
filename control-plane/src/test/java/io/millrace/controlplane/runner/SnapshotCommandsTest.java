package io.millrace.controlplane.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import io.millrace.runner.protocol.ObservedState.SnapshotState;
import io.millrace.runner.protocol.ObservedState.SnapshotTable;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class SnapshotCommandsTest {

  @Inject Runners runners;
  @TestHTTPResource URI server;

  @Test
  void oneAtATimeIsReadAgainAndEachIsAGeneration() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    String install = api.install("snapshots");
    pipeline(api, install, "postgres");
    String snapshots = install + "/pipelines/p/snapshots";
    api.expect(404, "GET", snapshots + "/newest", "");
    api.expect(404, "POST", snapshots + "/newest/cancel", "{}");
    api.expect(400, "POST", snapshots, "{\"tables\": [\"public.c\"]}");
    long before = generation(api, install);

    JsonNode asked = api.expect(200, "POST", snapshots, "{\"tables\": [\"public.a\"]}");
    assertThat(asked.path("state").asText()).isEqualTo("WAITING");
    assertThat(asked.at("/tables/0/name").asText()).isEqualTo("public.a");
    assertThat(generation(api, install)).isEqualTo(before + 1);
    Instant at = Instant.parse(asked.path("at").asText());

    report(api, install, at, SnapshotState.READING);
    assertThat(api.expect(409, "POST", snapshots, "{}").path("code").asText())
        .isEqualTo("snapshot-goes-on");
    JsonNode shown = api.expect(200, "GET", install, "").at("/pipelines/0/snapshot");
    assertThat(shown.path("percent").asDouble()).isEqualTo(12.5);
    api.expect(200, "POST", snapshots + "/newest/cancel", "{}");
    assertThat(generation(api, install)).isEqualTo(before + 2);
    api.expect(200, "POST", snapshots + "/newest/cancel", "{}");
    assertThat(generation(api, install)).isEqualTo(before + 2);

    report(api, install, at, SnapshotState.CANCELLED);
    JsonNode next = api.expect(200, "POST", snapshots, "{}");
    assertThat(next.path("tables")).hasSize(2);
    assertThat(Instant.parse(next.path("at").asText())).isAfter(at);
    assertThat(api.expect(200, "GET", install + "/pipelines/p/revisions", "")).hasSize(1);
  }

  @Test
  void whatCannotBeReadAgainIsRefused() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    String install = api.install("snapshots-mysql");
    pipeline(api, install, "mysql");
    assertThat(
            api.expect(409, "POST", install + "/pipelines/p/snapshots", "{}").path("code").asText())
        .isEqualTo("snapshot-not-possible");
  }

  @Test
  void resetsAndRestartsOfPartsAreCounted() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    String install = api.install("resets");
    JsonNode made = pipeline(api, install, "postgres");
    assertThat(made.path("initialSnapshot").asText()).isEqualTo("ALL");
    long before = generation(api, install);
    api.expect(200, "POST", install + "/pipelines/p/reset", "{}");
    api.expect(200, "POST", install + "/pipelines/p/restart?part=SOURCE", "{}");
    api.expect(200, "POST", install + "/pipelines/p/restart?part=TRANSFORMS", "{}");
    api.expect(400, "POST", install + "/pipelines/p/restart?part=NOTHING", "{}");
    api.expect(404, "POST", install + "/pipelines/none/reset", "{}");
    assertThat(generation(api, install)).isEqualTo(before + 3);
    assertThat(api.expect(200, "GET", install + "/pipelines/p", "").path("restarts").asInt())
        .isZero();
  }

  private static JsonNode pipeline(ApiClient api, String install, String type) throws Exception {
    api.expect(
        200,
        "PUT",
        install + "/connectors/one",
        """
        {"type": "%s", "config": {"hostname": "a", "database": "shop", "username": "me"}}
        """
            .formatted(type));
    return api.expect(
        200,
        "PUT",
        install + "/pipelines/p",
        """
        {"source": "one", "destination": "one",
         "tables": [{"source": "public.a", "destination": "public.c"},
                    {"source": "public.b", "destination": "public.d"}]}
        """);
  }

  private static long generation(ApiClient api, String install) throws Exception {
    return api.expect(200, "GET", install, "").at("/generation/desired").asLong();
  }

  private void report(ApiClient api, String install, Instant at, SnapshotState state)
      throws Exception {
    Status status = new Status(State.RUNNING, "", "", at);
    SnapshotProgress progress =
        new SnapshotProgress(
            at,
            state,
            List.of(new SnapshotTable("public.a", state)),
            3,
            OptionalDouble.of(12.5),
            0);
    runners.report(
        api.organization().replace("/organizations/", ""),
        install.substring(install.lastIndexOf('/') + 1),
        new ObservedState(
            1,
            1,
            at,
            List.of(),
            List.of(new PipelineStatus("p", status, Optional.empty()).with(Optional.of(progress))),
            List.of(),
            List.of(),
            List.of()));
  }
}
