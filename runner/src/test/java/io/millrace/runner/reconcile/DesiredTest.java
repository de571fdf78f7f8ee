package io.millrace.runner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.Problems;
import io.millrace.runner.journal.Journal;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Envelope;
import io.millrace.runner.protocol.Problem;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesiredTest {

  private static final byte[] DOCUMENT =
      ReleaseDocument.write(new Release("0.1.0", "stable", List.of()));

  @TempDir private Path home;

  private final KeyPair keys = generate();
  private final Problems problems = new Problems();

  @Test
  void aNewerGenerationIsAcceptedAndSurvivesARestart() throws Exception {
    assertThat(desired().offer(signed(3, "kafka"), _ -> DOCUMENT)).isTrue();
    Desired next = desired();
    next.resume();
    assertThat(next.generation()).isEqualTo(3);
    assertThat(next.accepted().orElseThrow().release().version()).isEqualTo("0.1.0");
  }

  @Test
  void theSameAgainChangesNothing() throws Exception {
    Desired desired = desired();
    Envelope envelope = signed(3, "kafka");
    desired.offer(envelope, _ -> DOCUMENT);
    assertThat(desired.offer(envelope, _ -> DOCUMENT)).isFalse();
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void anOlderOneIsRefusedAlsoAfterARestart() throws Exception {
    desired().offer(signed(3, "kafka"), _ -> DOCUMENT);
    Desired next = desired();
    next.resume();
    assertThat(next.offer(signed(2, "kafka"), _ -> DOCUMENT)).isFalse();
    assertThat(next.generation()).isEqualTo(3);
    assertRefused("3 was accepted already");
  }

  @Test
  void anotherDocumentUnderTheSameGenerationIsRefused() throws Exception {
    Desired desired = desired();
    desired.offer(signed(3, "kafka"), _ -> DOCUMENT);
    assertThat(desired.offer(signed(3, "connect"), _ -> DOCUMENT)).isFalse();
    assertRefused("differs from the one");
  }

  @Test
  void oneForAnotherInstallIsRefused() throws Exception {
    DesiredState foreign = state("ins_other", 9, "kafka");
    Envelope envelope = Envelope.sign(foreign, keys.getPrivate(), keys.getPublic());
    assertThat(desired().offer(envelope, _ -> DOCUMENT)).isFalse();
    assertRefused("for the install ins_other");
  }

  @Test
  void oneOfAnotherSignerIsRefusedAndTheRefusalEndsWithAGoodOne() throws Exception {
    KeyPair thief = generate();
    Desired desired = desired();
    Envelope stolen =
        Envelope.sign(state("ins_1", 9, "kafka"), thief.getPrivate(), thief.getPublic());
    assertThat(desired.offer(stolen, _ -> DOCUMENT)).isFalse();
    assertRefused("another key");
    assertThat(desired.offer(signed(1, "kafka"), _ -> DOCUMENT)).isTrue();
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void aReleaseThatIsNotWhatTheDigestSaysIsNeverTakenOn() {
    Desired desired = desired();
    byte[] other = ReleaseDocument.write(new Release("6.6.6", "stable", List.of()));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> desired.offer(signed(3, "kafka"), _ -> other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has the digest");
    assertThat(desired.generation()).isZero();
  }

  @Test
  void anUnusableJournalIsSetAsideAndSaid() throws Exception {
    desired().offer(signed(3, "kafka"), _ -> DOCUMENT);
    Path journal = home.resolve("journal/desired-state.dsse");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);
    Desired next = desired();
    next.resume();
    assertThat(next.generation()).isZero();
    assertThat(problems.list()).extracting(Problem::code).containsExactly("journal-unusable");
    assertThat(next.offer(signed(3, "kafka"), _ -> DOCUMENT)).isTrue();
    assertThat(problems.list()).isEmpty();
  }

  private void assertRefused(String why) {
    assertThat(problems.list()).extracting(Problem::code).containsExactly("desired-state-refused");
    assertThat(problems.list().getFirst().why()).contains(why);
    assertThat(problems.list().getFirst().nextStep()).isNotEmpty();
  }

  private Desired desired() {
    return new Desired("ins_1", keys.getPublic(), new Journal(home), problems);
  }

  private Envelope signed(long generation, String component) {
    return Envelope.sign(
        state("ins_1", generation, component), keys.getPrivate(), keys.getPublic());
  }

  private static DesiredState state(String install, long generation, String component) {
    return new DesiredState(
        install,
        generation,
        Instant.EPOCH,
        new DesiredState.ReleaseRef("0.1.0", Digest.of(DOCUMENT)),
        List.of(new DesiredState.Component(component, Map.of())),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        DesiredState.SealingWish.NONE);
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
