package io.millrace.runner.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.protocol.Sealing.CannotOpenException;
import io.millrace.runner.protocol.Sealing.KeyPair;
import io.millrace.runner.protocol.Sealing.Place;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealingTest {

  private static final Place PLACE = new Place("ins_1", "shop", "password");

  private final KeyPair keys = KeyPair.generate();

  @Test
  void theRunnerOpensWhatWasSealedToIt() throws Exception {
    for (String secret : List.of("", "s3cret", "pässwörd 🔑", "x".repeat(10_000))) {
      SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, secret);
      assertThat(KeyPair.ofPrivateKey(keys.privateKey()).open(sealed, PLACE)).isEqualTo(secret);
    }
  }

  @Test
  void itCannotBeMovedElsewhere() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    for (Place elsewhere :
        List.of(
            new Place("ins_2", "shop", "password"),
            new Place("ins_1", "shop2", "password"),
            new Place("ins_1", "shop", "username"),
            new Place("ins_1s", "hop", "password"))) {
      assertThatThrownBy(() -> keys.open(sealed, elsewhere))
          .isInstanceOf(CannotOpenException.class);
    }
  }

  @Test
  void anotherKeyCannotOpenIt() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    assertThatThrownBy(() -> KeyPair.generate().open(sealed, PLACE))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("sealed to the key");
  }

  @Test
  void whatWasTamperedWithIsRefused() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    byte[] ciphertext = Base64.getDecoder().decode(sealed.ciphertext());
    for (int position = 0; position < ciphertext.length; position++) {
      byte[] tampered = ciphertext.clone();
      tampered[position] ^= 1;
      SealedSecret changed =
          new SealedSecret(
              sealed.keyId(),
              sealed.encapsulatedKey(),
              Base64.getEncoder().encodeToString(tampered));
      assertThatThrownBy(() -> keys.open(changed, PLACE)).isInstanceOf(CannotOpenException.class);
    }
  }

  @Test
  void theSameSecretNeverLooksTheSame() {
    assertThat(Sealing.seal(keys.publicKey(), PLACE, "s3cret"))
        .isNotEqualTo(Sealing.seal(keys.publicKey(), PLACE, "s3cret"));
  }
}
