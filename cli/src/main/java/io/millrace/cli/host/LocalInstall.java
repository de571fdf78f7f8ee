package io.millrace.cli.host;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.cli.home.Settings.Database;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/// The install `local` in the control plane: made where it is missing, enrolled, and given the
/// pipeline that the settings ask for. Every step may be repeated.
final class LocalInstall {

  private static final String NAME = "local";
  private static final String TYPE = "postgres";
  private static final Duration TRY_TOKEN_FOR = Duration.ofSeconds(15);

  private final Home home;
  private final ControlPlaneApi api;

  LocalInstall(Home home, ControlPlaneApi api) {
    this.home = home;
    this.api = api;
  }

  /// One pass. Returns what is still waited for, empty when all is as the settings say.
  String ensure(Settings settings) throws IOException {
    String organization = api.get("/me").path("organization").path("id").asText();
    String installs = "/organizations/" + organization + "/installs";
    JsonNode install = find(installs);
    String path = installs + "/" + install.path("id").asText();
    if (!Files.exists(home.runnerEnrolment()) || !install.path("sealingKey").isObject()) {
      token(path);
      return "the runner to enrol";
    }
    Files.deleteIfExists(home.enrolmentToken());
    Settings.Flow flow = settings.pipeline();
    if (flow != null) {
      pipeline(path, install, flow);
    }
    return "";
  }

  /// A token for a runner that has none, or whose token is used up or will not do.
  private void token(String path) throws IOException {
    if (!Files.exists(home.enrolmentToken()) || refused()) {
      JsonNode token = api.post(path + "/enrolment-tokens", PrivateJson.JSON.createObjectNode());
      PrivateJson.writeText(home.enrolmentToken(), token.path("token").asText());
    }
  }

  /// Whether the runner says that it was refused, after it had time to try the present token.
  private boolean refused() throws IOException {
    Instant made = Files.getLastModifiedTime(home.enrolmentToken()).toInstant();
    if (made.plus(TRY_TOKEN_FOR).isAfter(Instant.now())) {
      return false;
    }
    for (JsonNode problem : new Running(home).runner().path("problems")) {
      if (problem.path("code").asText().equals("not-authenticated")) {
        return true;
      }
    }
    return false;
  }

  private JsonNode find(String installs) throws IOException {
    for (JsonNode install : api.get(installs)) {
      if (install.path("name").asText().equals(NAME)) {
        return install;
      }
    }
    return api.post(
        installs,
        PrivateJson.JSON
            .createObjectNode()
            .put("name", NAME)
            .put("platform", "local")
            .put("network", "existing"));
  }

  private void pipeline(String path, JsonNode install, Settings.Flow flow) throws IOException {
    String source = flow.name() + "-source";
    String destination = flow.name() + "-destination";
    connector(path, install, source, flow.source());
    connector(path, install, destination, flow.destination());
    ObjectNode wanted = PrivateJson.JSON.createObjectNode();
    wanted.put("source", source).put("destination", destination);
    ArrayNode tables = wanted.putArray("tables");
    for (Settings.Table table : flow.tables()) {
      ObjectNode node =
          tables.addObject().put("source", table.source()).put("destination", table.destination());
      if (!flow.transform().isEmpty()) {
        node.put("transform", flow.transform());
      }
    }
    Applied applied = Applied.of(home, "pipeline-" + flow.name(), path, wanted);
    if (applied.already()) {
      return;
    }
    String at = path + "/pipelines/" + flow.name();
    api.find(at)
        .ifPresent(present -> wanted.put("runState", present.path("runState").asText("RUNNING")));
    api.put(at, wanted);
    applied.remember();
  }

  private void connector(String path, JsonNode install, String name, Database database)
      throws IOException {
    ObjectNode wanted = PrivateJson.JSON.createObjectNode().put("type", TYPE);
    ObjectNode config = wanted.putObject("config");
    config.put("hostname", database.host());
    config.put("port", String.valueOf(database.port()));
    config.put("database", database.name());
    config.put("username", database.user());
    JsonNode key = install.path("sealingKey");
    Sealing.Place place =
        Sealing.Place.of(
            install.path("id").asText(),
            name,
            TYPE,
            BoundFields.bundled(TYPE).orElseThrow(),
            PrivateJson.JSON.convertValue(config, new TypeReference<Map<String, String>>() {}),
            "password");
    // Sealed anew when the runner has another key, and when what it is bound to has changed.
    Applied applied =
        Applied.of(
            home,
            "connector-" + name,
            path,
            wanted,
            key.path("keyId"),
            place.digest(),
            database.password());
    if (applied.already()) {
      return;
    }
    SealedSecret sealed =
        Sealing.seal(
            Base64.getDecoder().decode(key.path("publicKey").asText()), place, database.password());
    wanted.putObject("secrets").set("password", PrivateJson.JSON.valueToTree(sealed));
    api.put(path + "/connectors/" + name, wanted);
    applied.remember();
  }
}
