package io.millrace.runner.protocol;

import io.millrace.runner.protocol.Sealing.CannotOpenException;
import io.millrace.runner.protocol.Sealing.KeyPair;
import io.millrace.runner.protocol.Sealing.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A runner's sealing keys: the one that secrets are sealed to now, and older ones that open what
/// was sealed before.
///
/// @param rotation the number of the wish that the present key was made for; 0 for the first
/// @param older newest first
public record Keyring(int rotation, KeyPair present, List<KeyPair> older) {

  public Keyring {
    older = List.copyOf(older);
  }

  public static Keyring first(KeyPair key) {
    return new Keyring(0, key, List.of());
  }

  /// With a new key for that wish; the present one becomes an older one.
  public Keyring rotated(int wish) {
    return new Keyring(
        wish, KeyPair.generate(), Stream.concat(Stream.of(present), older.stream()).toList());
  }

  /// Without the older keys that are none of these.
  public Keyring keeping(Set<String> keyIds) {
    return new Keyring(
        rotation, present, older.stream().filter(key -> keyIds.contains(key.keyId())).toList());
  }

  public List<String> olderKeyIds() {
    return older.stream().map(KeyPair::keyId).toList();
  }

  /// @throws CannotOpenException if it was sealed to none of the keys, for another place, or was
  ///   tampered with
  public String open(SealedSecret secret, Place place) throws CannotOpenException {
    for (KeyPair key : older) {
      if (key.keyId().equals(secret.keyId())) {
        return key.open(secret, place);
      }
    }
    return present.open(secret, place);
  }
}
