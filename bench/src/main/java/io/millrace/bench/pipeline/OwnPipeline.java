package io.millrace.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.home.Api;
import io.millrace.bench.home.Await;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Settings.Database;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/// A pipeline of the Millrace that runs, made through its API.
///
/// @param connect the worker's own API
/// @param transform a SELECT over `events`; empty for rows as they are
record OwnPipeline(Api api, Api connect, String transform) {

  static final String PLAIN = "bench-plain";

  static final String SOURCE = "bench-source";

  private static final String TYPE = "postgres";
  static final Duration LIMIT = Duration.ofMinutes(2);

  /// Begins, with a snapshot of what is there. May return before the first row arrives.
  void start(Database source, Database destination) throws IOException, InterruptedException {
    JsonNode install = install();
    connector(install, SOURCE, source);
    connector(install, pipelineName(), destination);
    ObjectNode pipeline = PrivateJson.JSON.createObjectNode();
    pipeline.put("source", SOURCE).put("destination", pipelineName()).put("runState", "RUNNING");
    ObjectNode table = pipeline.putArray("tables").addObject();
    table.put("source", Events.TABLE).put("destination", Events.TABLE);
    if (!transform.isEmpty()) {
      table.put("transform", transform);
    }
    api.send("PUT", path(install) + "/pipelines/" + pipelineName(), pipeline);
  }

  private String pipelineName() {
    return transform.isEmpty() ? PLAIN : "bench-transformed";
  }

  /// Deletes it, and what it has in the source.
  void end() throws IOException, InterruptedException {
    JsonNode install = install();
    api.send(
        "DELETE",
        path(install) + "/pipelines/" + pipelineName(),
        PrivateJson.JSON.createObjectNode());
    Await.until(
        "the pipeline to be gone",
        LIMIT,
        () -> !connect.get("/connectors").toString().contains(pipelineName()));
  }

  /// Stops another one.
  void stop(String other) throws IOException, InterruptedException {
    api.send(
        "PATCH",
        path(install()) + "/pipelines/" + other,
        PrivateJson.JSON.createObjectNode().put("runState", "STOPPED"));
  }

  private JsonNode install() throws IOException, InterruptedException {
    String organization = api.get("/api/v1/me").path("organization").path("id").asText();
    JsonNode first = api.get("/api/v1/organizations/" + organization + "/installs").path(0);
    return ((ObjectNode) first).put("organization", organization);
  }

  private static String path(JsonNode install) {
    return "/api/v1/organizations/"
        + install.path("organization").asText()
        + "/installs/"
        + install.path("id").asText();
  }

  private void connector(JsonNode install, String name, Database database)
      throws IOException, InterruptedException {
    Map<String, String> config =
        Map.of(
            "hostname",
            database.host(),
            "port",
            String.valueOf(database.port()),
            "database",
            database.name(),
            "username",
            database.user());
    SealedSecret sealed =
        Sealing.seal(
            Base64.getDecoder().decode(install.path("sealingKey").path("publicKey").asText()),
            Sealing.Place.of(
                install.path("id").asText(),
                name,
                TYPE,
                BoundFields.bundled(TYPE).orElseThrow(),
                config,
                "password"),
            database.password());
    ObjectNode connector = PrivateJson.JSON.createObjectNode().put("type", TYPE);
    connector.set("config", PrivateJson.JSON.valueToTree(config));
    connector.putObject("secrets").set("password", PrivateJson.JSON.valueToTree(sealed));
    api.send("PUT", path(install) + "/connectors/" + name, connector);
  }
}
