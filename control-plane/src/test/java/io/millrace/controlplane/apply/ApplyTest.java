package io.millrace.controlplane.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Whole installs at once: random ones come out as they went in, twice is once, and half is never.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class ApplyTest {

  private static final List<String> WORDS =
      List.of("a", "shop", "Ünïcode 🦆", "with \"quotes\"", "x: y", "line\nbreak", " padded ", "#");

  @TestHTTPResource URI server;

  private ApiClient api;
  private String install;

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    api = new ApiClient(server, EmbeddedServer.API_KEY);
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    install = api.install(name);
  }

  private long generation() throws Exception {
    return api.expect(200, "GET", install, "").at("/generation/desired").asLong();
  }

  private JsonNode apply(JsonNode request) throws Exception {
    return api.expect(200, "POST", install + "/apply", request.toString());
  }

  /// What `millrace export` writes, as a request.
  private ObjectNode exported() throws Exception {
    ObjectNode request = ApiClient.JSON.createObjectNode();
    request.set("connectors", api.expect(200, "GET", install + "/connectors", ""));
    request.set("pipelines", api.expect(200, "GET", install + "/pipelines", ""));
    request.withArray("pipelines").forEach(each -> ((ObjectNode) each).remove("restarts"));
    return request;
  }

  @Test
  void whatIsAppliedIsThereAndAppliedAgainChangesNothing() throws Exception {
    for (long seed = 1; seed <= 25; seed++) {
      Random random = new Random(seed);
      ObjectNode wish = random(random).put("prune", true);
      JsonNode planned = apply(wish.deepCopy().put("dryRun", true));
      assertThat(planned.path("applied").asBoolean()).isFalse();
      JsonNode done = apply(wish);
      assertThat(done.path("changes")).as("seed %s", seed).isEqualTo(planned.path("changes"));
      long generation = generation();
      assertThat(actions(apply(wish))).as("seed %s", seed).doesNotContain("CREATE", "UPDATE");
      ObjectNode exported = exported().put("prune", true);
      assertThat(exported.path("connectors")).hasSameSizeAs(wish.path("connectors"));
      assertThat(exported.path("pipelines")).hasSameSizeAs(wish.path("pipelines"));
      assertThat(actions(apply(exported))).as("seed %s", seed).containsOnly("NONE");
      assertThat(generation()).as("seed %s", seed).isEqualTo(generation);
      assertThat(exported().put("prune", true)).isEqualTo(exported);
    }
  }

  private static List<String> actions(JsonNode answer) {
    return answer.path("changes").findValuesAsText("action");
  }

  private ObjectNode random(Random random) {
    ObjectNode wish = ApiClient.JSON.createObjectNode();
    ArrayNode connectors = wish.putArray("connectors");
    ArrayNode pipelines = wish.putArray("pipelines");
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      ObjectNode connector = connectors.addObject().put("name", "c" + i).put("type", "postgres");
      ObjectNode config = connector.putObject("config");
      for (String field : List.of("hostname", "database", "username")) {
        config.put(field, WORDS.get(random.nextInt(WORDS.size())));
      }
      if (random.nextBoolean()) {
        config.put("port", String.valueOf(1 + random.nextInt(65_535)));
      }
      if (random.nextBoolean()) {
        connector
            .putObject("secrets")
            .putObject("password")
            .put("keyId", "k")
            .put("encapsulatedKey", "AA==")
            .put(
                "ciphertext",
                random
                    .ints(12, 'A', 'Z')
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        Sealed.in(install, "c" + i, connector);
      } else {
        // One that is stored would be kept, for another host than its own.
        connector.putObject("secrets").putNull("password");
      }
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      ObjectNode pipeline = pipelines.addObject().put("name", "p" + i);
      pipeline.put("source", "c" + random.nextInt(count));
      pipeline.put("destination", "c" + random.nextInt(count));
      ArrayNode tables = pipeline.putArray("tables");
      for (int t = 0; t <= random.nextInt(3); t++) {
        ObjectNode table =
            tables.addObject().put("source", "s.t" + t).put("destination", "d.t" + t);
        if (random.nextBoolean()) {
          table.put("transform", "SELECT '" + WORDS.get(random.nextInt(WORDS.size())) + "'");
          ArrayNode tests = table.putArray("tests");
          for (int n = random.nextInt(3); n > 0; n--) {
            test(tests.addObject().put("name", "test " + n), random);
          }
        }
      }
      if (random.nextBoolean()) {
        pipeline.put("runState", List.of("RUNNING", "PAUSED", "STOPPED").get(random.nextInt(3)));
      }
      if (random.nextBoolean()) {
        pipeline.put("deletes", List.of("HARD", "SOFT", "IGNORE").get(random.nextInt(3)));
      }
      if (random.nextBoolean()) {
        pipeline.put("transformChanges", List.of("REPROCESS", "CONTINUE").get(random.nextInt(2)));
      }
      ArrayNode tags = pipeline.putArray("tags");
      for (int t = random.nextInt(3); t > 0; t--) {
        tags.add("tag" + random.nextInt(9));
      }
    }
    return wish;
  }

  private static void test(ObjectNode test, Random random) {
    ObjectNode row = test.putObject("given").putArray("t0").addObject();
    row.put("word", WORDS.get(random.nextInt(WORDS.size()))).put("number", random.nextInt());
    row.putNull("nothing");
    if (random.nextBoolean()) {
      test.putArray("expected").addObject().put("number", 1.50).putNull("nothing");
    }
  }

  @Test
  void aTestsNullIsAValue() throws Exception {
    ObjectNode wish = random(new Random(3));
    ArrayNode tables = wish.putArray("pipelines").addObject().put("name", "p").putArray("tables");
    ((ObjectNode) wish.at("/pipelines/0")).put("source", "c0").put("destination", "c0");
    ObjectNode table = tables.addObject().put("source", "s.t").put("destination", "s.t");
    ObjectNode test = table.put("transform", "SELECT 1").putArray("tests").addObject();
    ObjectNode row = test.put("name", "one").putArray("expected").addObject();
    row.put("id", "1").put("word", "x");
    apply(wish);
    row.putNull("word");
    JsonNode changed = apply(wish);
    assertThat(changed.toString())
        .contains("tables[0].tests[0].expected[0].word")
        .contains("\"before\":\"x\",\"after\":\"NULL\"");
  }

  @Test
  void aSecretThatIsLeftOutStaysAndNullRemovesIt() throws Exception {
    ObjectNode wish = withASecret();
    ObjectNode connector = (ObjectNode) wish.at("/connectors/0");
    apply(wish);
    connector.remove("secrets");
    ((ObjectNode) connector.path("config")).put("username", "somebody");
    JsonNode changed = apply(wish);
    assertThat(changed.toString()).contains("config.username").doesNotContain("secrets.password");
    String path = install + "/connectors/c0";
    assertThat(api.expect(200, "GET", path, "").at("/secrets/password/ciphertext").asText())
        .isEqualTo("AAEC");
    connector.putObject("secrets").putNull("password");
    ((ObjectNode) connector.path("config")).put("hostname", "elsewhere");
    apply(wish);
    assertThat(api.expect(200, "GET", path, "").path("secrets")).isEmpty();
  }

  @Test
  void whoChangesTheHostIsToldToEnterTheSecretAgain() throws Exception {
    ObjectNode wish = withASecret();
    apply(wish);
    ObjectNode connector = (ObjectNode) wish.at("/connectors/0");
    ((ObjectNode) connector.path("config")).put("hostname", "elsewhere");
    for (ObjectNode each : List.of(wish.deepCopy(), wish)) {
      JsonNode problem = api.expect(400, "POST", install + "/apply", each.toString());
      assertThat(problem.at("/errors/0/field").asText())
          .isEqualTo("connectors[0].secrets.password");
      assertThat(problem.at("/errors/0/message").asText()).contains("for another hostname");
      // The second time as the stored one, which a request need not name.
      connector.remove("secrets");
    }
  }

  private ObjectNode withASecret() {
    ObjectNode wish = random(new Random(1));
    ObjectNode connector = (ObjectNode) wish.at("/connectors/0");
    connector
        .putObject("secrets")
        .putObject("password")
        .put("keyId", "k")
        .put("encapsulatedKey", "AA==")
        .put("ciphertext", "AAEC");
    Sealed.in(install, "c0", connector);
    return wish;
  }

  @Test
  void oneWrongFieldAndNothingIsDone() throws Exception {
    ObjectNode wish = random(new Random(2));
    ((ObjectNode) wish.at("/connectors/0/config")).put("port", "seventy");
    wish.withArray("pipelines")
        .addObject()
        .put("name", "last")
        .put("source", "c0")
        .put("destination", "nowhere");
    long generation = generation();
    JsonNode problem = api.expect(400, "POST", install + "/apply", wish.toString());
    int last = wish.path("pipelines").size() - 1;
    assertThat(problem.path("errors").findValuesAsText("field"))
        .contains(
            "connectors[0].config.port",
            "pipelines[" + last + "].destination",
            "pipelines[" + last + "].tables");
    assertThat(generation()).isEqualTo(generation);
    assertThat(exported().path("connectors")).isEmpty();
  }

  @Test
  void pruneSparesAKindThatIsNotNamedAndWhatIsInUse() throws Exception {
    ObjectNode wish = ApiClient.JSON.createObjectNode();
    wish.set("connectors", random(new Random(3)).path("connectors"));
    ObjectNode pipeline = wish.putArray("pipelines").addObject().put("name", "p");
    pipeline.put("source", "c0").put("destination", "c0");
    pipeline.putArray("tables").addObject().put("source", "a.b").put("destination", "c.d");
    apply(wish);
    String onlyConnectors = "{\"connectors\": [], \"prune\": true}";
    JsonNode problem = api.expect(409, "POST", install + "/apply", onlyConnectors);
    assertThat(problem.path("detail").asText()).contains("pipelines p");
    assertThat(exported().path("pipelines")).hasSize(1);
    api.expect(200, "POST", install + "/apply", "{\"pipelines\": [], \"prune\": true}");
    assertThat(exported().path("pipelines")).isEmpty();
    assertThat(exported().path("connectors")).isNotEmpty();
    api.expect(200, "POST", install + "/apply", onlyConnectors);
    assertThat(exported().path("connectors")).isEmpty();
  }

  @Test
  void whatADryRunShowedIsWhatIsDoneOrNothing() throws Exception {
    ObjectNode wish = random(new Random(4));
    HttpResponse<String> shown =
        api.call(
            "POST", install + "/apply", wish.deepCopy().put("dryRun", true).toString(), Map.of());
    Map<String, String> condition =
        Map.of("If-Match", shown.headers().firstValue("ETag").orElseThrow());
    apply(random(new Random(5)));
    HttpResponse<String> late = api.call("POST", install + "/apply", wish.toString(), condition);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("Do a dry run again");
  }

  /// The field that is named, for each class of field.
  @Test
  void everyClassOfFieldHasItsError() throws Exception {
    List<String[]> cases = new ArrayList<>();
    String good = "\"hostname\": \"h\", \"database\": \"d\", \"username\": \"u\"";
    cases.add(new String[] {"connectors[0].config.hostname", c("postgres", "\"hostname\": \" \"")});
    cases.add(new String[] {"connectors[0].config.port", c("postgres", good + ",\"port\": \"0\"")});
    cases.add(
        new String[] {
          "connectors[0].config.batchRows", c("postgres", good + ",\"batchRows\": \"many\"")
        });
    cases.add(
        new String[] {"connectors[0].config.sslmode", c("postgres", good + ",\"sslmode\": \"x\"")});
    cases.add(
        new String[] {
          "connectors[0].config.password", c("postgres", good + ",\"password\": \"p\"")
        });
    cases.add(new String[] {"connectors[0].config.hostnam", c("postgres", "\"hostnam\": \"h\"")});
    cases.add(new String[] {"connectors[0].config.database", c("postgres", "\"hostname\": \"h\"")});
    cases.add(new String[] {"connectors[0].config.port", c("postgres", good + ",\"port\": null")});
    cases.add(
        new String[] {
          "connectors[0].secrets.password.ciphertext",
          "{\"connectors\": [{\"name\": \"c\", \"type\": \"postgres\", \"secrets\": {\"password\":"
              + " {\"keyId\": \"k\", \"encapsulatedKey\": \"AA==\", \"ciphertext\": \"not base64\"}}}]}"
        });
    cases.add(new String[] {"connectors[0].type", c("postgre", good)});
    cases.add(new String[] {"connectors[0].colour", "{\"connectors\": [{\"colour\": 1}]}"});
    cases.add(new String[] {"pipelines[0].source", p("\"source\": \"none\"", "a.b", "")});
    cases.add(new String[] {"pipelines[0].tables[0].source", p("\"source\": \"none\"", "ab", "")});
    cases.add(
        new String[] {
          "pipelines[0].tables[0].transform", p("\"tags\": []", "a.b", "DROP TABLE x")
        });
    cases.add(new String[] {"pipelines[0].tags[0]", p("\"tags\": [\"no tag\"]", "a.b", "")});
    cases.add(new String[] {"pipelines[0].runState", p("\"runState\": \"GO\"", "a.b", "")});
    for (String[] each : cases) {
      JsonNode problem = api.expect(400, "POST", install + "/apply", each[1]);
      assertThat(problem.path("errors").findValuesAsText("field")).as(each[1]).contains(each[0]);
      assertThat(problem.path("errors").findValuesAsText("message")).doesNotContain("");
    }
  }

  private static String c(String type, String config) {
    return "{\"connectors\": [{\"name\": \"c\", \"type\": \"%s\", \"config\": {%s}}]}"
        .formatted(type, config);
  }

  private static String p(String field, String table, String transform) {
    return """
        {"pipelines": [{"name": "p", %s,
          "tables": [{"source": "%s", "destination": "x.y", "transform": "%s"}]}]}
        """
        .formatted(field, table, transform.isEmpty() ? "SELECT 1" : transform);
  }
}
