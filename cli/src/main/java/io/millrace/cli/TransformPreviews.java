package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Terminal;
import java.io.IOException;
import java.util.Optional;

/// Has transforms previewed, and says what came of it.
record TransformPreviews(InstallOption.Target target) {

  private static final String PATH = "transform-previews";

  /// @param pipeline and `table` as the API has them, stored or not
  JsonNode of(JsonNode pipeline, JsonNode table, int sample)
      throws IOException, InterruptedException {
    ObjectNode request = PrivateJson.JSON.createObjectNode();
    request.set("pipeline", pipeline.path("name"));
    request.set("source", pipeline.path("source"));
    request.set("table", table.path("source"));
    request.set("transform", table.path("transform"));
    request.set("tests", table.path("tests"));
    ArrayNode inputs = request.putArray("inputs");
    pipeline.path("tables").forEach(each -> inputs.add(each.path("source")));
    return target.errand(PATH, request.put("sampleRows", sample));
  }

  /// @param select empty for the pipeline's own
  JsonNode of(String pipeline, String table, Optional<String> select, int sample)
      throws IOException, InterruptedException {
    ObjectNode request = PrivateJson.JSON.createObjectNode();
    request.put("pipeline", pipeline).put("table", table).put("sampleRows", sample);
    select.ifPresent(sql -> request.put("transform", sql));
    return target.errand(PATH, request);
  }

  static void printProblem(JsonNode preview) {
    JsonNode problem = preview.path("problem");
    if (problem.isObject()) {
      OUT.println(Terminal.mark("BROKEN") + " " + problem.path("what").asText());
      OUT.println("  " + problem.path("why").asText());
      OUT.println("  " + problem.path("nextStep").asText());
    }
  }

  static void printTests(JsonNode preview) {
    for (JsonNode test : preview.path("tests")) {
      boolean passed = test.path("passed").asBoolean();
      OUT.println(Terminal.mark(passed ? "RUNNING" : "BROKEN") + " " + test.path("name").asText());
      if (!passed) {
        OUT.println("  " + test.path("failure").asText());
      }
    }
  }
}
