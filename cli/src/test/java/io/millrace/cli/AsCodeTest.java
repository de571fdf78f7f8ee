package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.home.PrivateJson;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

/// What the commands send, and what they say when they are refused.
class AsCodeTest {

  private static final String CONNECTOR =
      """
      kind: Connector
      name: shop
      type: postgres
      config:
        hostname: db
        port: 5432
      secrets:
        password:
          %s
      """;
  private static final String ONE_CHANGE =
      """
      {"applied": false, "changes": [{"kind": "CONNECTOR", "name": "shop", "action": "%s",
        "fields": [{"path": "config.port", "before": "1", "after": "2"}]}]}
      """;

  @TempDir private Path folder;

  private final StringWriter errors = new StringWriter();
  private InstallStub controlPlane;

  @BeforeEach
  void open() throws IOException {
    controlPlane = new InstallStub("local");
    controlPlane.settleIn(folder.resolve("home"));
  }

  @AfterEach
  void close() {
    controlPlane.close();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(errors, true));
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = folder.resolve("home").toString();
    return line.execute(all);
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve("code").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  @Test
  void aSecretLeavesTheMachineSealed() throws Exception {
    controlPlane.answer("POST", "/apply", ONE_CHANGE.formatted("CREATE"));
    Files.createDirectories(folder.resolve("code"));
    Files.writeString(folder.resolve("code/password"), "hunter2\n");
    String file = write("shop.yaml", CONNECTOR.formatted("file: password"));
    assertThat(run("apply", "-f", file)).as(errors.toString()).isZero();
    assertThat(controlPlane.applied).hasSize(2);
    JsonNode sent = controlPlane.applied.getLast();
    assertThat(sent.path("dryRun").asBoolean()).isFalse();
    assertThat(sent.toString()).doesNotContain("hunter2");
    assertThat(sent.at("/connectors/0/config/port").asText()).isEqualTo("5432");
    SealedSecret sealed =
        PrivateJson.JSON.treeToValue(sent.at("/connectors/0/secrets/password"), SealedSecret.class);
    assertThat(controlPlane.runner.open(sealed, place("db", "5432"))).isEqualTo("hunter2");
  }

  private static Sealing.Place place(String hostname, String port) {
    SortedMap<String, String> bound = new TreeMap<>(Map.of("hostname", hostname, "port", port));
    return new Sealing.Place("i1", "shop", "postgres", "password", bound);
  }

  @Test
  void aSecretIsSealedForTheHostOfItsFile() throws Exception {
    controlPlane.answer("POST", "/apply", ONE_CHANGE.formatted("UPDATE"));
    List<String> sealed = new ArrayList<>();
    for (String host : List.of("db", "elsewhere", "db")) {
      String text =
          CONNECTOR.formatted("value: hunter2").replace("hostname: db", "hostname: " + host);
      assertThat(run("apply", "-f", write("shop.yaml", text), "--dry-run")).isZero();
      JsonNode sent = controlPlane.applied.getLast().at("/connectors/0/secrets/password");
      sealed.add(sent.toString());
      SealedSecret secret = PrivateJson.JSON.treeToValue(sent, SealedSecret.class);
      assertThat(controlPlane.runner.open(secret, place(host, "5432"))).isEqualTo("hunter2");
    }
    assertThat(sealed.get(2)).isEqualTo(sealed.get(0)).isNotEqualTo(sealed.get(1));
  }

  @Test
  void anExportedSecretThatIsForAnotherHostIsNamedByItsLine() throws Exception {
    controlPlane.answer(
        "POST",
        "/apply",
        """
        400 {"title": "The request is not valid", "errors": [
          {"field": "connectors[0].secrets.password", "message": "Enter it again: ..."}]}
        """);
    String sealed = "{keyId: k, encapsulatedKey: AA==, ciphertext: AA==, place: p}";
    String file = write("shop.yaml", CONNECTOR.formatted(sealed));
    assertThat(run("apply", "-f", file)).isEqualTo(1);
    assertThat(errors.toString()).contains(file + ":8: secrets.password: Enter it again");
    assertThat(controlPlane.applied.getLast().at("/connectors/0/secrets/password/place").asText())
        .isEqualTo("p");
  }

  @Test
  void anotherKeyIsWaitedForAndWhatIsSealedToTheOlderOneIsSaid() throws Exception {
    String install =
        """
        {"id": "i1", "name": "local", "runner": {"state": "%s"},
         "sealingKey": {"keyId": "k2", "rotation": %d, "rotations": 1},
         "connectors": [
           {"name": "bank", "secrets": [{"field": "password", "sealedTo": "UNKNOWN_KEY"}]},
           {"name": "new", "secrets": [{"field": "password", "sealedTo": "PRESENT_KEY"}]},
           {"name": "shop", "secrets": [{"field": "password", "sealedTo": "OLDER_KEY"}]}]}
        """;
    controlPlane.answer("POST", "/rotate-sealing-key", install.formatted("CONNECTED", 0));
    controlPlane.answer("GET", "", install.formatted("CONNECTED", 1));
    controlPlane.answer(
        "GET",
        "/connectors",
        "[{\"name\": \"shop\", \"type\": \"postgres\", \"secrets\": {\"password\": {}}}]");
    assertThat(run("runner", "rotate-key")).as(errors.toString()).isZero();
    assertThat(controlPlane.calls).endsWith("POST /rotate-sealing-key", "GET ");
    assertThat(run("connector", "list")).as(errors.toString()).isZero();
    SealedTo sealedTo =
        SealedTo.of(PrivateJson.JSON.readTree(install.formatted("DISCONNECTED", 0)));
    assertThat(sealedTo.brief("shop", "password")).isEqualTo("password (older key)");
    assertThat(sealedTo.brief("new", "password")).isEqualTo("password");
    assertThat(sealedTo.advice("new")).isEmpty();
    assertThat(sealedTo.advice("shop").getFirst()).contains("It works; enter it again");
    assertThat(sealedTo.advice("bank").getFirst()).contains("does not have. Enter it again.");
    // A runner that is away is not waited for.
    controlPlane.answer("POST", "/rotate-sealing-key", install.formatted("DISCONNECTED", 0));
    assertThat(run("runner", "rotate-key")).isZero();
    assertThat(controlPlane.calls).endsWith("POST /rotate-sealing-key");
  }

  @Test
  void aDryRunOnlyAsks() throws Exception {
    controlPlane.answer("POST", "/apply", ONE_CHANGE.formatted("UPDATE"));
    String file = write("shop.yaml", CONNECTOR.formatted("value: x"));
    assertThat(run("apply", "-f", file, "--dry-run")).isZero();
    assertThat(controlPlane.applied).hasSize(1);
    assertThat(controlPlane.applied.getFirst().path("dryRun").asBoolean()).isTrue();
  }

  @Test
  void whatWouldBeDeletedIsAskedAboutFirst() throws Exception {
    controlPlane.answer("POST", "/apply", ONE_CHANGE.formatted("DELETE"));
    String file = write("shop.yaml", CONNECTOR.formatted("value: x"));
    assertThat(run("apply", "-f", file, "--prune")).isEqualTo(1);
    assertThat(controlPlane.applied).hasSize(1);
    assertThat(run("apply", "-f", file, "--prune", "--yes")).isZero();
    assertThat(controlPlane.applied).hasSize(3);
  }

  @Test
  void aRefusalNamesFileLineAndField() throws Exception {
    controlPlane.answer(
        "POST",
        "/apply",
        """
        400 {"title": "The request is not valid", "errors": [
          {"field": "connectors[1].config.port", "message": "It is no port."},
          {"field": "connectors[1].config.database", "message": "It is missing."},
          {"field": "connectors[1].type", "message": "There is no such type."}]}
        """);
    write("a.yaml", "kind: Connector\nname: a\n");
    String second = write("shop.yaml", CONNECTOR.formatted("value: x"));
    assertThat(run("apply", "-f", folder.resolve("code").toString())).isEqualTo(1);
    assertThat(errors.toString())
        .contains(second + ":6: config.port: It is no port.")
        .contains(second + ":4: config.database: It is missing.")
        .contains(second + ":3: type: There is no such type.");
  }

  @Test
  void aSecretThatCannotBeHadIsNamedAndNothingIsSent() throws Exception {
    String file = write("shop.yaml", CONNECTOR.formatted("env: NO_SUCH_VARIABLE_HERE"));
    assertThat(run("apply", "-f", file)).isEqualTo(1);
    write("shop.yaml", CONNECTOR.formatted("file: none"));
    assertThat(run("apply", "-f", file)).isEqualTo(1);
    write("shop.yaml", CONNECTOR.formatted("vault: x"));
    assertThat(run("apply", "-f", file)).isEqualTo(1);
    write("shop.yaml", CONNECTOR.formatted("hunter2"));
    assertThat(run("apply", "-f", file)).isEqualTo(1);
    assertThat(errors.toString())
        .contains(file + ":8: secrets.password: The environment has no variable")
        .contains("cannot be read")
        .contains("\"vault\" is none of")
        .contains("Say where the secret is")
        .doesNotContain("hunter2");
    assertThat(controlPlane.applied).isEmpty();
  }

  @Test
  void anEmptyFolderDeletesNothing() throws Exception {
    Files.createDirectories(folder.resolve("code"));
    String empty = folder.resolve("code").toString();
    assertThat(run("apply", "-f", empty, "--prune", "--yes")).isEqualTo(1);
    assertThat(run("apply", "-f", empty + "/none")).isEqualTo(1);
    assertThat(errors.toString()).contains("nothing was changed");
    assertThat(controlPlane.calls).isEmpty();
  }

  @Test
  void anExportIsTheSameEachTime() throws Exception {
    controlPlane.answer(
        "GET",
        "/connectors",
        """
        [{"name": "shop", "type": "postgres", "config": {"port": "5432"}, "secrets": {"password":
          {"keyId": "k", "encapsulatedKey": "AA==", "ciphertext": "AA=="}}}]
        """);
    controlPlane.answer(
        "GET",
        "/pipelines",
        """
        [{"name": "p", "source": "shop", "destination": "shop", "tables": [{"source": "a.b",
          "destination": "c.d", "transform": null}], "runState": "PAUSED",
          "schemaChanges": "FOLLOW", "deletes": "HARD", "tags": [], "restarts": 3}]
        """);
    Path out = folder.resolve("out");
    assertThat(run("export", "-o", out.toString())).as(errors.toString()).isZero();
    assertThat(out.resolve("millrace.schema.json")).exists();
    assertThat(out.resolve("pipelines/p.yaml"))
        .hasContent(
            """
            # yaml-language-server: $schema=../millrace.schema.json
            kind: Pipeline
            name: p
            source: shop
            destination: shop
            tables:
            - source: a.b
              destination: c.d
            runState: PAUSED
            schemaChanges: FOLLOW
            deletes: HARD
            """);
    assertThat(out.resolve("connectors/shop.yaml")).content().contains("ciphertext: AA==");
  }

  @Test
  void createSpeaksOfItsFileAndDoesNotOverwrite() throws Exception {
    controlPlane.answer(
        "PUT",
        "/connectors/shop",
        "400 {\"title\": \"No\", \"errors\": [{\"field\": \"config.port\", \"message\": \"Bad.\"}]}");
    String file = write("shop.yaml", CONNECTOR.formatted("value: x"));
    assertThat(run("connector", "create", "-f", file)).isEqualTo(1);
    assertThat(errors.toString()).contains(file + ":6: config.port: Bad.");
    assertThat(run("pipeline", "create", "-f", file)).isEqualTo(1);
    assertThat(errors.toString()).contains("does not hold one Pipeline");
  }

  @Test
  void deleteAsksFirst() throws Exception {
    controlPlane.answer("GET", "/pipelines/p", "{\"name\": \"p\"}");
    controlPlane.answer("DELETE", "/pipelines/p", "");
    assertThat(run("pipeline", "delete", "p")).isEqualTo(1);
    assertThat(run("pipeline", "delete", "p", "--dry-run")).isZero();
    assertThat(controlPlane.calls).doesNotContain("DELETE /pipelines/p");
    assertThat(run("pipeline", "delete", "p", "--yes")).isZero();
    assertThat(controlPlane.calls).endsWith("DELETE /pipelines/p");
  }

  @Test
  void pipelinesArePausedResumedStoppedRestartedAndListed() throws Exception {
    controlPlane.answer("PATCH", "/pipelines/p", "{}");
    controlPlane.answer("POST", "/pipelines/p/restart", "{}");
    controlPlane.answer("GET", "/pipelines", "[{\"name\": \"p\", \"tags\": [\"t\"]}]");
    controlPlane.answer("GET", "", "{\"pipelines\": []}");
    for (String verb : new String[] {"pause", "resume", "stop", "restart"}) {
      assertThat(run("pipeline", verb, "p")).as(verb).isZero();
    }
    for (String format : new String[] {"table", "json", "yaml"}) {
      assertThat(run("pipeline", "list", "-o", format)).as(errors.toString()).isZero();
    }
    assertThat(run("pipeline", "pause", "none")).isEqualTo(1);
    assertThat(errors.toString()).contains("There is no such thing");
  }

  @Test
  void oneOfManyInstallsMustBeNamed() throws Exception {
    try (InstallStub many = new InstallStub("east", "west")) {
      many.settleIn(folder.resolve("home"));
      many.answer("GET", "/connectors", "[]");
      many.answer("GET", "", "{}");
      assertThat(run("connector", "list")).isEqualTo(1);
      assertThat(errors.toString()).contains("--install: east, west");
      assertThat(run("connector", "list", "--install", "east")).isZero();
    }
  }

  @Test
  void theShellCompletesTheCommands() {
    assertThat(AutoComplete.bash("millrace", Main.commandLine()))
        .contains("connector", "pipeline", "apply", "export", "rollback", "--dry-run");
  }
}
