package io.millrace.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Settings;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalInstallTest {

  private static final Settings SETTINGS = settings("secret", "SELECT * FROM orders");

  @TempDir private Path folder;

  private final Sealing.KeyPair runner = Sealing.KeyPair.generate();
  private ControlPlaneStub controlPlane;
  private Home home;

  @BeforeEach
  void open() throws IOException {
    controlPlane = new ControlPlaneStub();
    home = new Home(folder);
  }

  @AfterEach
  void close() {
    controlPlane.close();
  }

  @Test
  void theInstallIsMadeAndTheRunnerGetsAToken() throws IOException {
    assertThat(ensure(SETTINGS)).isEqualTo("the runner to enrol");
    assertThat(controlPlane.changes).containsExactly("POST ", "POST /i1/enrolment-tokens");
    assertThat(Files.readString(home.enrolmentToken())).startsWith("t");
  }

  @Test
  void theTokenIsNotMadeAnewWhileTheRunnerMayStillUseIt() throws IOException {
    ensure(SETTINGS);
    String token = Files.readString(home.enrolmentToken());
    ensure(SETTINGS);
    assertThat(Files.readString(home.enrolmentToken())).isEqualTo(token);
  }

  @Test
  void afterTheEnrolmentThePipelineIsMadeAndTheTokenIsGone() throws Exception {
    settle();
    assertThat(home.enrolmentToken()).doesNotExist();
    assertThat(controlPlane.changes)
        .endsWith(
            "PUT /i1/connectors/orders-source",
            "PUT /i1/connectors/orders-destination",
            "PUT /i1/pipelines/orders");
    JsonNode table = controlPlane.resource("/pipelines/orders").at("/tables/0");
    assertThat(table.path("transform").asText()).isEqualTo("SELECT * FROM orders");
  }

  @Test
  void onlyTheRunnerCanReadThePassword() throws Exception {
    settle();
    JsonNode connector = controlPlane.resource("/connectors/orders-source");
    assertThat(connector.toString()).doesNotContain("secret\"");
    JsonNode sealed = connector.at("/secrets/password");
    SealedSecret secret = PrivateJson.JSON.treeToValue(sealed, SealedSecret.class);
    Sealing.Place place =
        Sealing.Place.of(
            "i1",
            "orders-source",
            "postgres",
            BoundFields.bundled("postgres").orElseThrow(),
            Map.of("hostname", "127.0.0.1", "port", "9733", "database", "shop"),
            "password");
    assertThat(runner.open(secret, place)).isEqualTo("secret");
  }

  @Test
  void onceMoreChangesNothing() throws Exception {
    settle();
    int changes = controlPlane.changes.size();
    assertThat(ensure(SETTINGS)).isEmpty();
    assertThat(controlPlane.changes).hasSize(changes);
  }

  @Test
  void aNewPasswordChangesItsConnectorsAlone() throws Exception {
    settle();
    int changes = controlPlane.changes.size();
    ensure(settings("other", "SELECT * FROM orders"));
    assertThat(controlPlane.changes.subList(changes, controlPlane.changes.size()))
        .containsExactly(
            "PUT /i1/connectors/orders-source", "PUT /i1/connectors/orders-destination");
  }

  @Test
  void anotherKeyOfTheRunnerSealsAllConnectorsAnew() throws Exception {
    settle();
    int changes = controlPlane.changes.size();
    Sealing.KeyPair next = Sealing.KeyPair.generate();
    controlPlane.enrolled(next.keyId(), Base64.getEncoder().encodeToString(next.publicKey()));
    ensure(SETTINGS);
    assertThat(controlPlane.changes.subList(changes, controlPlane.changes.size()))
        .containsExactly(
            "PUT /i1/connectors/orders-source", "PUT /i1/connectors/orders-destination");
  }

  @Test
  void whatWasChangedInTheControlPlaneStaysUntilTheSettingsSayAnother() throws Exception {
    settle();
    int changes = controlPlane.changes.size();
    ((ObjectNode) controlPlane.resource("/pipelines/orders").at("/tables/0"))
        .put("transform", "SELECT id FROM orders");
    ensure(SETTINGS.withRate(1));
    assertThat(controlPlane.changes).hasSize(changes);
    ensure(settings("secret", "SELECT customer FROM orders"));
    assertThat(controlPlane.resource("/pipelines/orders").at("/tables/0/transform").asText())
        .isEqualTo("SELECT customer FROM orders");
  }

  @Test
  void aPausedPipelineStaysPausedWhenItsTransformChanges() throws Exception {
    settle();
    ((ObjectNode) controlPlane.resource("/pipelines/orders")).put("runState", "PAUSED");
    ensure(settings("secret", "SELECT id FROM orders"));
    JsonNode pipeline = controlPlane.resource("/pipelines/orders");
    assertThat(pipeline.path("runState").asText()).isEqualTo("PAUSED");
    assertThat(pipeline.at("/tables/0/transform").asText()).isEqualTo("SELECT id FROM orders");
  }

  private void settle() throws IOException {
    ensure(SETTINGS);
    controlPlane.enrolled(runner.keyId(), Base64.getEncoder().encodeToString(runner.publicKey()));
    PrivateJson.writeText(home.runnerEnrolment(), "{}");
    assertThat(ensure(SETTINGS)).isEmpty();
  }

  private String ensure(Settings settings) throws IOException {
    return new LocalInstall(home, new ControlPlaneApi(controlPlane.address(), "mr_a_b"))
        .ensure(settings);
  }

  private static Settings settings(String password, String transform) {
    return Settings.DEFAULT.withPipeline(
        new Settings.Flow(
            "orders",
            new Settings.Database("127.0.0.1", 9733, "shop", "shop", password),
            new Settings.Database("127.0.0.1", 9733, "warehouse", "warehouse", password),
            List.of(new Settings.Table("public.orders", "public.orders")),
            transform));
  }
}
