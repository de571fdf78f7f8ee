package io.millrace.controlplane.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.controlplane.Sealed;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What becomes of measurements: which samples there are for which range, after which time.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class PipelineSamplesTest {

  private static final String CONNECTOR =
      """
      {"type": "postgres",
       "config": {"hostname": "db", "database": "shop", "username": "me"},
       "secrets": {"password": {"keyId": "k", "encapsulatedKey": "AA==", "ciphertext": "AA=="}}}
      """;
  private static final String PIPELINE =
      """
      {"source": "one", "destination": "one",
       "tables": [{"source": "public.a", "destination": "public.b"}]}
      """;

  @TestHTTPResource URI server;
  @Inject Runners runners;
  @Inject SampleStore store;
  @Inject Database database;

  private ApiClient api;
  private String install;
  private String id;
  private PipelineSamples samples;

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    api = new ApiClient(server, EmbeddedServer.API_KEY);
    install = api.install(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    id = install.substring(install.lastIndexOf('/') + 1);
    api.expect(200, "PUT", install + "/connectors/one", Sealed.in(install, "one", CONNECTOR));
    api.expect(200, "PUT", install + "/pipelines/p", PIPELINE);
    samples = new PipelineSamples(runners, store);
  }

  private void measure(
      Instant at, double rate, long lag, OptionalDouble latency, long errorsTotal) {
    samples.measured(id, "p", new PipelineMetrics(at, 0, rate, lag, latency, errorsTotal), at);
  }

  private List<JsonNode> read(String range) throws Exception {
    JsonNode answer = api.expect(200, "GET", install + "/pipelines/p/metrics?range=" + range, "");
    return StreamSupport.stream(answer.path("samples").spliterator(), false).toList();
  }

  @Test
  void tenSecondsOfMeasurementsAreOneSample() throws Exception {
    Instant start = Step.FINE.startOf(Instant.now().minusSeconds(60));
    measure(start, 10, 4, OptionalDouble.of(100), 7);
    measure(start.plusSeconds(2), 20, 0, OptionalDouble.of(900), 9);
    measure(start.plusSeconds(4), 30, 2, OptionalDouble.of(200), 9);
    // Tasks that were restarted count their errors anew.
    measure(start.plusSeconds(6), 40, 2, OptionalDouble.empty(), 1);
    samples.keep(start.plusSeconds(10));

    assertThat(read("1h")).hasSize(1);
    JsonNode sample = read("1h").getFirst();
    assertThat(Instant.parse(sample.path("startsAt").asText())).isEqualTo(start);
    assertThat(sample.path("measurements").asLong()).isEqualTo(4);
    assertThat(sample.path("recordsPerSecond").asDouble()).isEqualTo(25);
    assertThat(sample.path("peakRecordsPerSecond").asDouble()).isEqualTo(40);
    assertThat(sample.path("lagRecords").asDouble()).isEqualTo(2);
    assertThat(sample.path("peakLagRecords").asDouble()).isEqualTo(4);
    assertThat(sample.path("latencyMillis").asDouble()).isEqualTo(200);
    assertThat(sample.path("peakLatencyMillis").asDouble()).isEqualTo(900);
    assertThat(sample.path("errors").asLong()).isEqualTo(3);
  }

  @Test
  void theSameMeasurementCountsOnce() throws Exception {
    Instant start = Step.FINE.startOf(Instant.now().minusSeconds(60));
    measure(start, 10, 0, OptionalDouble.empty(), 0);
    measure(start, 10, 0, OptionalDouble.empty(), 0);
    samples.keep(start.plusSeconds(10));
    assertThat(read("15m").getFirst().path("measurements").asLong()).isEqualTo(1);
    assertThat(read("15m").getFirst().path("latencyMillis").isNull()).isTrue();
  }

  @Test
  void aTimeWithoutMeasurementsHasNoSamples() throws Exception {
    Instant start = Step.FINE.startOf(Instant.now().minusSeconds(600));
    measure(start, 10, 0, OptionalDouble.empty(), 0);
    measure(start.plusSeconds(300), 10, 0, OptionalDouble.empty(), 0);
    samples.keep(start.plusSeconds(320));
    assertThat(read("1h"))
        .extracting(each -> Instant.parse(each.path("startsAt").asText()))
        .containsExactly(start, start.plusSeconds(300));
  }

  @Test
  void longerRangesAreMadeOfTheFineSamplesAndOutliveThem() throws Exception {
    Instant start = Step.COARSE.startOf(Instant.now().minus(Duration.ofHours(3)));
    for (int second = 0; second < 1_800; second += 10) {
      measure(start.plusSeconds(second), second < 900 ? 10 : 30, 1, OptionalDouble.of(50), 0);
    }
    samples.keep(start.plusSeconds(1_840));
    samples.keep(start.plus(Duration.ofHours(2)));

    assertThat(read("1h")).isEmpty();
    assertThat(read("24h")).hasSize(15);
    assertThat(read("7d"))
        .extracting(each -> each.path("recordsPerSecond").asDouble())
        .containsExactly(10.0, 30.0);
    assertThat(read("7d").getFirst().path("measurements").asLong()).isEqualTo(90);
    assertThat(rows()).isEqualTo(17);
    samples.keep(start.plus(Duration.ofDays(8)));
    assertThat(rows()).isZero();
  }

  @Test
  void whatIsNotYetInALongStepIsShownAllTheSame() throws Exception {
    Instant start = Step.FINE.startOf(Instant.now().minusSeconds(40));
    measure(start, 10, 0, OptionalDouble.of(30), 0);
    measure(start.plusSeconds(10), 10, 0, OptionalDouble.of(50), 0);
    samples.keep(start.plusSeconds(20));
    for (String range : List.of("24h", "7d")) {
      assertThat(read(range)).isNotEmpty();
      assertThat(read(range).stream().mapToLong(each -> each.path("measurements").asLong()).sum())
          .isEqualTo(2);
    }
    assertThat(read("7d").getLast().path("latencyMillis").asDouble()).isCloseTo(40, within(10.0));
  }

  @Test
  void aStartOfTheControlPlaneLosesNothingThatIsWritten() throws Exception {
    Instant start = Step.COARSE.startOf(Instant.now().minusSeconds(2_000));
    for (int second = 0; second < 900; second += 10) {
      measure(start.plusSeconds(second), 10, 0, OptionalDouble.empty(), 0);
    }
    samples.keep(start.plusSeconds(900));
    samples = new PipelineSamples(runners, store);
    samples.keep(start.plusSeconds(960));
    samples.keep(start.plusSeconds(961));
    assertThat(read("7d").getFirst().path("measurements").asLong()).isEqualTo(90);
    assertThat(read("1h")).hasSize(90);
  }

  @Test
  void whatNobodyWishedForIsNotKept() {
    Instant start = Step.FINE.startOf(Instant.now().minusSeconds(60));
    samples.measured(
        id, "q", new PipelineMetrics(start, 0, 1, 0, OptionalDouble.empty(), 0), start);
    samples.keep(start.plusSeconds(10));
    assertThat(rows()).isZero();
  }

  @Test
  void anUnknownRangeIsRefusedWithTheOnesThatThereAre() throws Exception {
    JsonNode problem = api.expect(400, "GET", install + "/pipelines/p/metrics?range=24", "");
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("range");
    assertThat(problem.at("/errors/0/message").asText()).contains("24h");
    api.expect(404, "GET", install + "/pipelines/gone/metrics", "");
  }

  private long rows() {
    return database.asSystem(
        transaction ->
            transaction
                .find(
                    "select count(*) from pipeline_samples where install_id = ?",
                    row -> row.number("count"),
                    id)
                .orElseThrow());
  }
}
