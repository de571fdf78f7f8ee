package io.millrace.controlplane.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.controlplane.Sealed;
import io.millrace.runner.protocol.Sealing.KeyPair;
import io.millrace.runner.v1.DesiredState;
import io.millrace.runner.v1.Envelope;
import io.millrace.runner.v1.SealingKey;
import io.millrace.runner.v1.SealingWish;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Another sealing key: asked for, made by the runner, and used for what is entered from then on.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class SealingKeysTest {

  @Inject RunnerStore store;
  @Inject SealingKeys sealingKeys;
  @TestHTTPResource URI server;

  private final KeyPair first = KeyPair.generate();
  private final KeyPair second = KeyPair.generate();
  private ApiClient api;
  private String install;
  private String id;
  private String organization;

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    api = new ApiClient(server, EmbeddedServer.API_KEY);
    install = api.install(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    id = install.substring(install.lastIndexOf('/') + 1);
    organization = api.organization().replace("/organizations/", "");
  }

  private void enrol() {
    Instant now = Instant.now();
    store.enrolled(new EnrolmentTokens.Grant(organization, id), first.publicKey(), now, now);
    sealingKeys.enrolled(organization, id);
  }

  private void told(KeyPair key, int rotation, KeyPair... older) {
    sealingKeys.told(
        organization,
        id,
        SealingKey.newBuilder()
            .setPublicKey(ByteString.copyFrom(key.publicKey()))
            .setRotation(rotation)
            .addAllOlderKeyIds(Arrays.stream(older).map(KeyPair::keyId).toList())
            .build());
  }

  private String connector(KeyPair sealedTo, String username) throws Exception {
    String text =
        """
        {"name": "shop", "role": "SOURCE", "type": "postgres",
         "config": {"hostname": "db", "database": "shop", "username": "%s"},
         "secrets": {"password": {"keyId": "%s", "encapsulatedKey": "AA==", "ciphertext": "AA=="}}}
        """;
    return Sealed.in(install, "shop", text.formatted(username, sealedTo.keyId()));
  }

  private JsonNode put(int status, KeyPair sealedTo, String username) throws Exception {
    ObjectNode body = (ObjectNode) ApiClient.JSON.readTree(connector(sealedTo, username));
    body.remove("role");
    body.remove("name");
    return api.expect(status, "PUT", install + "/connectors/shop", body.toString());
  }

  private JsonNode rotate(int status) throws Exception {
    return api.expect(status, "POST", install + "/rotate-sealing-key", "{}");
  }

  private JsonNode shown() throws Exception {
    return api.expect(200, "GET", install, "");
  }

  private SealingWish wish() throws Exception {
    Envelope envelope = Envelope.parseFrom(store.newest(id, 0).orElseThrow().envelope());
    return DesiredState.parseFrom(envelope.getPayload()).getSealing();
  }

  private String sealedTo() throws Exception {
    return shown().at("/connectors/0/secrets/0/sealedTo").asText();
  }

  @Test
  void beforeARunnerHasEnrolledThereIsNoneToRotate() throws Exception {
    assertThat(rotate(409).path("code").asText()).isEqualTo("no-runner");
    assertThat(wish().getRotations()).isZero();
    assertThat(shown().path("sealingKey").isNull()).isTrue();
  }

  @Test
  void aKeyThatMayOnlyReadAsksForNone() throws Exception {
    enrol();
    String keys = api.organization() + "/api-keys";
    String body = "{\"name\": \"sealing-reader\", \"role\": \"READ_ONLY\"}";
    String reader = api.expect(201, "POST", keys, body).path("apiKey").asText();
    new ApiClient(server, reader).expect(403, "POST", install + "/rotate-sealing-key", "{}");
    assertThat(wish().getRotations()).isZero();
  }

  @Test
  void oneThatIsAskedForTwiceIsMadeOnce() throws Exception {
    enrol();
    assertThat(wish().getKeyId()).isEqualTo(first.keyId());
    JsonNode key = rotate(200).path("sealingKey");
    assertThat(key.path("rotations").asInt()).isEqualTo(1);
    assertThat(key.path("rotation").asInt()).isZero();
    long generation = shown().at("/generation/desired").asLong();
    assertThat(rotate(200).at("/sealingKey/rotations").asInt()).isEqualTo(1);
    assertThat(shown().at("/generation/desired").asLong()).isEqualTo(generation);
    assertThat(wish().getRotations()).isEqualTo(1);
    assertThat(wish().getKeyId()).isEqualTo(first.keyId());

    told(second, 1, first);
    assertThat(wish().getKeyId()).isEqualTo(second.keyId());
    assertThat(shown().at("/generation/desired").asLong()).isEqualTo(generation + 1);
    told(second, 1, first);
    assertThat(shown().at("/generation/desired").asLong()).isEqualTo(generation + 1);
    assertThat(rotate(200).at("/sealingKey/rotations").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsSealedToAnOlderKeyStaysAndNothingNewIs() throws Exception {
    enrol();
    put(200, first, "me");
    assertThat(sealedTo()).isEqualTo("PRESENT_KEY");
    rotate(200);
    put(200, first, "you");
    told(second, 1, first);
    assertThat(shown().at("/sealingKey/keyId").asText()).isEqualTo(second.keyId());
    assertThat(shown().at("/sealingKey/olderKeyIds/0").asText()).isEqualTo(first.keyId());
    assertThat(sealedTo()).isEqualTo("OLDER_KEY");
    // Another field is edited: the secret may stay.
    put(200, first, "them");
    put(200, second, "them");
    assertThat(sealedTo()).isEqualTo("PRESENT_KEY");
    told(second, 1);
    JsonNode problem = put(400, first, "them");
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("secrets.password");
    assertThat(problem.at("/errors/0/message").asText()).contains("another key");
    api.expect(400, "POST", install + "/connectors/shop/rollback", "{\"revision\": 1}");
    api.expect(400, "POST", install + "/connection-tests", connector(first, "them"));
    api.expect(202, "POST", install + "/connection-tests", connector(second, "them"));
  }

  @Test
  void aRunnerThatIsEnrolledAnewHasNoneOfTheKeys() throws Exception {
    enrol();
    put(200, first, "me");
    told(second, 0);
    assertThat(sealedTo()).isEqualTo("UNKNOWN_KEY");
    put(200, first, "you");
  }
}
