package io.millrace.controlplane.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.controlplane.Sealed;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.runner.Reports;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.millrace.runner.protocol.PipelineParts;
import io.millrace.runner.protocol.PipelineParts.Schema;
import io.millrace.runner.protocol.PipelineParts.Task;
import io.millrace.runner.protocol.PipelineParts.TaskKind;
import io.millrace.runner.protocol.PipelineParts.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What a runner's reports make of a pipeline and its connectors, as people see it.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class PipelineSightTest {

  private static final String CONNECTOR =
      """
      {"type": "postgres",
       "config": {"hostname": "db", "database": "shop", "username": "me"},
       "secrets": {"password": {"keyId": "k", "encapsulatedKey": "AA==", "ciphertext": "AA=="}}}
      """;
  private static final String PIPELINE =
      """
      {"source": "one", "destination": "two",
       "tables": [{"source": "public.a", "destination": "public.b"}]}
      """;

  @TestHTTPResource URI server;
  @Inject Reports reports;
  @Inject Runners runners;
  @Inject Database database;

  private ApiClient api;
  private String install;
  private String id;
  private PipelineEvents events;

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    api = new ApiClient(server, EmbeddedServer.API_KEY);
    install = api.install(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    id = install.substring(install.lastIndexOf('/') + 1);
    for (String name : List.of("one", "two", "three")) {
      api.expect(200, "PUT", install + "/connectors/" + name, Sealed.in(install, name, CONNECTOR));
    }
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE);
    events = new PipelineEvents(database, runners);
  }

  private void report(State state, String reason, String nextStep, PipelineParts parts)
      throws Exception {
    String organization = api.organization().replace("/organizations/", "");
    Status status = new Status(state, reason, nextStep, Instant.now());
    reports.of(
        organization, id, List.of(new PipelineStatus("p", status, Optional.empty()).with(parts)));
    events.look(id);
  }

  private JsonNode connector(String name) throws Exception {
    for (JsonNode each : api.expect(200, "GET", install, "").path("connectors")) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void aPipelineShowsItsTasksAndTopics() throws Exception {
    report(
        State.BROKEN,
        "The source db:5432/shop does not work: it refuses the password.",
        "Give it.",
        new PipelineParts(
            List.of(new Task(TaskKind.SOURCE, "millrace.p.source", 0, State.BROKEN, "Why.")),
            List.of(
                new Topic(
                    "p.public.a",
                    1,
                    42,
                    1.5,
                    OptionalLong.of(4096),
                    List.of(new Schema("p.public.a-value", 2))))));
    JsonNode status = api.expect(200, "GET", install + "/pipelines/p/status", "");
    assertThat(status.path("state").asText()).isEqualTo("BROKEN");
    assertThat(status.at("/tasks/0/reason").asText()).isEqualTo("Why.");
    assertThat(status.at("/topics/0/recordsTotal").asLong()).isEqualTo(42);
    assertThat(status.at("/topics/0/sizeBytes").asLong()).isEqualTo(4096);
    assertThat(status.at("/topics/0/schemas/0/version").asInt()).isEqualTo(2);
    api.expect(404, "GET", install + "/pipelines/gone/status", "");
  }

  @Test
  void aPipelinesTroubleIsTheConnectorsThatItIsAbout() throws Exception {
    assertThat(connector("three").path("state").asText()).isEqualTo("UNUSED");
    assertThat(connector("three").path("nextStep").asText()).isNotEmpty();
    report(State.BROKEN, "The destination db:5432/shop is full.", "Empty it.", PipelineParts.NONE);
    assertThat(connector("one").path("state").asText()).isEqualTo("RUNNING");
    assertThat(connector("two").path("state").asText()).isEqualTo("BROKEN");
    assertThat(connector("two").path("nextStep").asText()).isEqualTo("Empty it.");
    report(State.DEGRADED, "The source db:5432/shop is away.", "", PipelineParts.NONE);
    assertThat(connector("one").path("state").asText()).isEqualTo("DEGRADED");
    assertThat(connector("two").path("state").asText()).isEqualTo("RUNNING");
    report(State.DEGRADED, "Flink does not answer.", "", PipelineParts.NONE);
    assertThat(connector("one").path("state").asText()).isEqualTo("RUNNING");
    assertThat(connector("one").path("pipelines")).hasSize(1);
  }

  @Test
  void everyStateThatAPipelineComesIntoIsAnEvent() throws Exception {
    report(State.CREATING, "It is being looked at.", "", PipelineParts.NONE);
    report(State.CREATING, "It is being connected.", "", PipelineParts.NONE);
    report(State.RUNNING, "", "", PipelineParts.NONE);
    report(State.BROKEN, "One.", "Mend it.", PipelineParts.NONE);
    report(State.BROKEN, "Two.", "", PipelineParts.NONE);
    // Another process takes over, and knows what was written.
    events = new PipelineEvents(database, runners);
    report(State.BROKEN, "Two.", "", PipelineParts.NONE);
    report(State.RUNNING, "", "", PipelineParts.NONE);
    JsonNode all = api.expect(200, "GET", install + "/pipelines/p/events", "");
    assertThat(all.findValuesAsText("state"))
        .containsExactly("RUNNING", "BROKEN", "BROKEN", "RUNNING", "CREATING");
    assertThat(all.findValuesAsText("reason"))
        .containsExactly("", "Two.", "One.", "", "It is being looked at.");
    assertThat(all.findValuesAsText("nextStep")).contains("Mend it.");
  }
}
