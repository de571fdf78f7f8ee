package io.millrace.runner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.pipeline.OpenedSecrets;
import io.millrace.runner.Problems;
import io.millrace.runner.journal.Identities;
import io.millrace.runner.journal.SealingKeys;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private static final Map<String, String> CONFIG =
      Map.of("hostname", "db", "database", "shop", "username", "me");

  @TempDir private Path home;

  private final Problems problems = new Problems();
  private Sealing.KeyPair keys;
  private Secrets secrets;

  @BeforeEach
  void open() throws IOException {
    Identities identities = new Identities(home);
    keys = identities.keys().sealing().present();
    secrets = new Secrets(new SealingKeys(identities, () -> {}), problems);
  }

  private SealedSecret sealed(Sealing.KeyPair to, Map<String, String> config) {
    BoundFields bound = BoundFields.bundled("postgres").orElseThrow();
    return Sealing.seal(
        to.publicKey(),
        Sealing.Place.of("ins_1", "shop", "postgres", bound, config, "password"),
        "hunter2");
  }

  private static DesiredState state(String type, Map<String, String> config, SealedSecret secret) {
    return new DesiredState(
        "ins_1",
        1,
        Instant.EPOCH,
        new DesiredState.ReleaseRef("0.1.0", "sha256:00"),
        List.of(),
        List.of(new Connector("shop", type, config, Map.of("password", secret))),
        List.of(),
        List.of(),
        List.of(),
        DesiredState.SealingWish.NONE);
  }

  private static Map<String, String> with(String field, String value) {
    Map<String, String> config = new TreeMap<>(CONFIG);
    config.put(field, value);
    return config;
  }

  @Test
  void whatIsSealedForItsPlaceIsOpened() {
    SealedSecret secret = sealed(keys, CONFIG);
    for (Map<String, String> same :
        List.of(CONFIG, with("username", "you"), with("port", "5432"))) {
      assertThat(secrets.open(state("postgres", same, secret)).byConnector())
          .containsEntry("shop", Map.of("password", "hunter2"));
    }
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void aSignedDesiredStateCannotSendItElsewhere() {
    SealedSecret secret = sealed(keys, CONFIG);
    for (Map<String, String> elsewhere :
        List.of(
            with("hostname", "evil.example"),
            with("port", "6543"),
            with("database", "shop?PGHOST=evil.example"),
            with("sslmode", "disable"))) {
      OpenedSecrets opened = secrets.open(state("postgres", elsewhere, secret));
      assertThat(opened.byConnector()).isEmpty();
      assertThat(opened.refused().get("shop"))
          .contains("The password of shop cannot be opened", "another database, hostname, port");
      assertThat(problems.list())
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.code()).isEqualTo("secret-unreadable");
                assertThat(each.nextStep()).contains("Enter it again");
              });
    }
    assertThat(secrets.open(state("postgres", CONFIG, secret)).refused()).isEmpty();
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void ofAnotherKeyOrAnUnknownTypeNothingIsOpened() {
    SealedSecret foreign = sealed(Sealing.KeyPair.generate(), CONFIG);
    assertThat(secrets.open(state("postgres", CONFIG, foreign)).refused().get("shop"))
        .contains("sealed to the key");
    assertThat(secrets.open(state("db2", CONFIG, sealed(keys, CONFIG))).refused().get("shop"))
        .contains("no connectors of the type db2");
  }
}
