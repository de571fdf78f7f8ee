package io.millrace.controlplane.organization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Random words that open something, of which only the hash is kept. They have more than enough
/// random bits for a plain SHA-256.
final class Secret {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 24;

  private Secret() {}

  /// Letters, digits and `-`; no `_`, which parts the halves of a key.
  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('_', '.');
  }

  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /// Takes the same time whatever differs.
  static boolean fits(String secret, byte[] hash) {
    return MessageDigest.isEqual(hash(secret), hash);
  }
}
