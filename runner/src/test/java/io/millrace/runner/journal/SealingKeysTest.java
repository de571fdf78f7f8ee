package io.millrace.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.SealingWish;
import io.millrace.runner.protocol.Keyring;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import io.millrace.runner.protocol.Sealing.CannotOpenException;
import io.millrace.runner.protocol.Sealing.KeyPair;
import io.millrace.runner.protocol.Sealing.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rotation, step by step; between any two the runner may die, which here is to read everything
/// from the disk again.
class SealingKeysTest {

  private static final Place PLACE =
      new Place("ins_1", "shop", "postgres", "password", new TreeMap<>(Map.of("hostname", "db")));

  @TempDir private Path home;

  private int told;

  /// As a runner that starts finds it.
  private SealingKeys started() throws IOException {
    return new SealingKeys(new Identities(home), () -> told++);
  }

  private static DesiredState state(int rotations, String keyId, SealedSecret... secrets) {
    List<Connector> connectors = new ArrayList<>();
    for (SealedSecret secret : secrets) {
      connectors.add(new Connector("shop", "postgres", Map.of(), Map.of("password", secret)));
    }
    return new DesiredState(
        "ins_1",
        1,
        Instant.EPOCH,
        new DesiredState.ReleaseRef("0.1.0", "sha256:00"),
        List.of(),
        connectors,
        List.of(),
        List.of(),
        List.of(),
        new SealingWish(rotations, keyId));
  }

  private static SealedSecret sealedTo(KeyPair key) {
    return Sealing.seal(key.publicKey(), PLACE, "hunter2");
  }

  private static List<String> keyIds(Keyring keyring) {
    List<String> ids = new ArrayList<>(List.of(keyring.present().keyId()));
    ids.addAll(keyring.olderKeyIds());
    return ids;
  }

  @Test
  void whereverItDiesWhatIsSealedCanBeOpenedAndTheEndIsTheSame() throws Exception {
    KeyPair first = started().keyring().present();
    SealedSecret old = sealedTo(first);

    // Asked for: a new key, and the older one still opens.
    DesiredState asked = state(1, first.keyId(), old);
    started().follow(asked);
    KeyPair second = started().keyring().present();
    assertThat(second.keyId()).isNotEqualTo(first.keyId());
    assertThat(told).isEqualTo(1);

    // Once for each count, however often it starts.
    started().follow(asked);
    started().follow(asked);
    assertThat(keyIds(started().keyring())).containsExactly(second.keyId(), first.keyId());
    assertThat(started().keyring().rotation()).isEqualTo(1);

    // The control plane has sealed something to the old key before it knew of the new one.
    started().follow(state(1, first.keyId()));
    assertThat(started().keyring().open(old, PLACE)).isEqualTo("hunter2");

    // It knows it now, and something is sealed to the old one still.
    started().follow(state(1, second.keyId(), old));
    assertThat(started().keyring().open(old, PLACE)).isEqualTo("hunter2");

    // Entered again.
    SealedSecret entered = sealedTo(second);
    started().follow(state(1, second.keyId(), entered));
    assertThat(keyIds(started().keyring())).containsExactly(second.keyId());
    assertThat(started().keyring().open(entered, PLACE)).isEqualTo("hunter2");
    assertThatThrownBy(() -> started().keyring().open(old, PLACE))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("sealed to the key " + first.keyId());
  }

  @Test
  void aWriteThatWasCutOffLeavesTheKeysFromBefore() throws Exception {
    KeyPair first = started().keyring().present();
    Files.writeString(home.resolve("identity/keys.json.next"), "{\"tlsPublic\": \"AA");
    assertThat(started().keyring().present().keyId()).isEqualTo(first.keyId());
    started().follow(state(1, first.keyId()));
    assertThat(keyIds(started().keyring())).hasSize(2).endsWith(first.keyId());
  }

  @Test
  void keysThatCannotBeWrittenAreNotUsed() throws Exception {
    SealingKeys keys = started();
    KeyPair first = keys.keyring().present();
    // A folder where the new file would be: as a disk that is full.
    Path next = home.resolve("identity/keys.json.next");
    Files.createDirectories(next.resolve("in-the-way"));
    assertThatThrownBy(() -> keys.follow(state(1, first.keyId()))).isInstanceOf(IOException.class);
    assertThat(keyIds(keys.keyring())).containsExactly(first.keyId());
    assertThat(told).isZero();
    Files.delete(next.resolve("in-the-way"));
    keys.follow(state(1, first.keyId()));
    assertThat(keyIds(started().keyring())).isEqualTo(keyIds(keys.keyring())).hasSize(2);
  }

  @Test
  void manyRotationsKeepEachKeyThatIsUsedAndNoOther() throws Exception {
    List<KeyPair> made = new ArrayList<>(List.of(started().keyring().present()));
    SealedSecret old = sealedTo(made.getFirst());
    for (int wish = 1; wish <= 3; wish++) {
      started().follow(state(wish, made.getLast().keyId(), old));
      made.add(started().keyring().present());
    }
    assertThat(keyIds(started().keyring())).hasSize(4);
    started().follow(state(3, made.getLast().keyId(), old));
    assertThat(keyIds(started().keyring()))
        .containsExactly(made.getLast().keyId(), made.getFirst().keyId());
    // A wish that counts less is none: as of a control plane whose database was restored.
    started().follow(state(2, made.getLast().keyId(), old));
    assertThat(started().keyring().present().keyId()).isEqualTo(made.getLast().keyId());
  }

  @Test
  void theIdentityStaysWhatItWas() throws Exception {
    Identities identities = new Identities(home);
    var tls = identities.keys().tls().getPublic();
    started().follow(state(1, ""));
    assertThat(new Identities(home).keys().tls().getPublic()).isEqualTo(tls);
  }
}
