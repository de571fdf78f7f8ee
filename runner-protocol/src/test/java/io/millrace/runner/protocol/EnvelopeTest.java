package io.millrace.runner.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.protocol.Envelope.UntrustedException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final DesiredState.Table TRANSFORMED =
      new DesiredState.Table(
          "public.orders",
          "public.orders",
          Optional.of("SELECT * FROM orders"),
          List.of(
              new DesiredState.TransformTest(
                  "keeps",
                  Map.of("orders", List.of(row("1", "2.50"), row("2", null))),
                  List.of(row("1", "2.50")))));

  private static final DesiredState STATE =
      new DesiredState(
          "ins_1",
          7,
          Instant.parse("2026-01-02T03:04:05.000006Z"),
          new DesiredState.ReleaseRef("0.1.0", Digest.of(new byte[] {1})),
          List.of(new DesiredState.Component("kafka", Map.of("memory", "512MiB"))),
          List.of(
              new DesiredState.Connector(
                  "shop",
                  "postgres",
                  Map.of("hostname", "db"),
                  Map.of("password", new SealedSecret("sha256:00", "AAEC", "AwQF", "sha256:01")))),
          List.of(
              new DesiredState.Pipeline(
                  "orders",
                  "shop",
                  "warehouse",
                  List.of(
                      TRANSFORMED,
                      DesiredState.Table.of("public.users", "public.users", Optional.empty())),
                  DesiredState.RunState.PAUSED,
                  DesiredState.SchemaChanges.HOLD,
                  DesiredState.Deletes.SOFT,
                  DesiredState.TransformChanges.CONTINUE,
                  DesiredState.BadRows.STOP,
                  3,
                  Optional.of(
                      new DesiredState.DeadLetterCommand(
                          DesiredState.DeadLetterAction.DISCARD,
                          Instant.parse("2026-01-02T03:04:05.678Z"))),
                  DesiredState.InitialSnapshot.NONE,
                  Optional.of(
                      new DesiredState.SnapshotCommand(
                          Instant.parse("2026-01-02T03:04:05.679Z"),
                          List.of("public.users"),
                          true)),
                  2,
                  new DesiredState.PartRestarts(4, 5, 6))),
          List.of(
              new DesiredState.ConnectionTest(
                  "ct_1",
                  new DesiredState.Connector("shop", "mariadb", Map.of("port", "1"), Map.of()),
                  DesiredState.ConnectorRole.DESTINATION,
                  List.of("shop.orders"))),
          List.of(
              new DesiredState.TransformPreview(
                  "tp_1", "orders", "shop", TRANSFORMED, List.of("public.users"), 1000)),
          new DesiredState.SealingWish(2, "sha256:00"));

  private static DesiredState.TestRow row(String id, @Nullable String total) {
    return new DesiredState.TestRow(
        Map.of("id", Optional.of(id), "total", Optional.ofNullable(total)));
  }

  private final KeyPair keys = generate();

  @Test
  void whatWasSignedIsWhatIsVerified() throws Exception {
    byte[] bytes = Envelope.sign(STATE, keys.getPrivate(), keys.getPublic()).bytes();
    assertThat(Envelope.parse(bytes).verify(keys.getPublic())).isEqualTo(STATE);
  }

  @Test
  void anotherKeyIsRefused() {
    KeyPair other = generate();
    Envelope envelope = Envelope.sign(STATE, other.getPrivate(), other.getPublic());
    assertThatThrownBy(() -> envelope.verify(keys.getPublic()))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("another key");
  }

  @Test
  void anotherKeyUnderThePinnedKeysIdIsRefused() {
    Envelope envelope = Envelope.sign(STATE, generate().getPrivate(), keys.getPublic());
    assertThatThrownBy(() -> envelope.verify(keys.getPublic()))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("does not fit");
  }

  @Test
  void anUnsignedOneIsRefused() throws Exception {
    Envelope signed = Envelope.sign(STATE, keys.getPrivate(), keys.getPublic());
    Envelope unsigned = Envelope.of(signed.message().toBuilder().clearSignatures().build());
    assertThatThrownBy(() -> unsigned.verify(keys.getPublic())).hasMessageContaining("not signed");
  }

  @Test
  void noByteCanBeChanged() {
    byte[] bytes = Envelope.sign(STATE, keys.getPrivate(), keys.getPublic()).bytes();
    Random random = new Random(1);
    for (int position = 0; position < bytes.length; position++) {
      byte[] tampered = bytes.clone();
      tampered[position] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> Envelope.parse(tampered).verify(keys.getPublic()))
          .as("byte %d", position)
          .isInstanceOf(UntrustedException.class);
    }
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
