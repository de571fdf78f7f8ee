package io.millrace.runner.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A secret that only the runner whose sealing key has this id can open, and only for its place
/// (see [Sealing]). Key and ciphertext are base64, as they also travel in JSON.
///
/// @param place the digest of the place that it was sealed for, so that others than the runner can
///   tell; empty if nobody said. What the runner goes by is bound into the ciphertext
public record SealedSecret(String keyId, String encapsulatedKey, String ciphertext, String place) {

  /// @param place absent in what was stored before secrets were bound to where they go
  public SealedSecret(
      String keyId, String encapsulatedKey, String ciphertext, @Nullable String place) {
    this.keyId = keyId;
    this.encapsulatedKey = encapsulatedKey;
    this.ciphertext = ciphertext;
    this.place = Objects.requireNonNullElse(place, "");
  }
}
