package io.millrace.cli.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import io.millrace.runner.protocol.Sealing.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatableSealingTest {

  private static final Place PLACE = place("password", "db");

  @TempDir private Path folder;

  private final Sealing.KeyPair runner = Sealing.KeyPair.generate();

  private static Place place(String field, String hostname) {
    SortedMap<String, String> bound = new TreeMap<>(Map.of("hostname", hostname));
    return new Place("ins_1", "shop", "postgres", field, bound);
  }

  private RepeatableSealing sealing() throws Exception {
    return RepeatableSealing.open("", folder.resolve("seed"));
  }

  @Test
  void theSameSecretIsTheSameCiphertextAndTheRunnerOpensIt() throws Exception {
    SealedSecret first = sealing().seal(runner.publicKey(), PLACE, "hunter2 🦆");
    SealedSecret second = sealing().seal(runner.publicKey(), PLACE, "hunter2 🦆");
    assertThat(second).isEqualTo(first);
    assertThat(runner.open(first, PLACE)).isEqualTo("hunter2 🦆");
  }

  @Test
  void anythingElseIsAnotherCiphertextUnderAnotherKey() throws Exception {
    SealedSecret one = sealing().seal(runner.publicKey(), PLACE, "secret");
    byte[] otherKey = Sealing.KeyPair.generate().publicKey();
    RepeatableSealing otherSeed = RepeatableSealing.open("", folder.resolve("other"));
    assertThat(
            new SealedSecret[] {
              sealing().seal(runner.publicKey(), PLACE, "secres"),
              sealing().seal(runner.publicKey(), place("other", "db"), "secret"),
              sealing().seal(runner.publicKey(), place("password", "db-2"), "secret"),
              sealing().seal(otherKey, PLACE, "secret"),
              otherSeed.seal(runner.publicKey(), PLACE, "secret")
            })
        .allSatisfy(
            other -> assertThat(other.encapsulatedKey()).isNotEqualTo(one.encapsulatedKey()));
  }

  @Test
  void theSeedIsThisUsersAloneAndAWrongOneIsRefused() throws Exception {
    sealing();
    Path seed = folder.resolve("seed");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seed)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> RepeatableSealing.open("c2hvcnQ=", seed))
        .hasMessageContaining("MILLRACE_SEALING_SEED", "openssl rand");
  }
}
