package io.millrace.cli.code;

import io.millrace.cli.home.PrivateJson;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals the same secret for the same place to the same ciphertext, so that applying it twice
/// changes nothing. HPKE's ephemeral key is not drawn at random but derived from the secret, its
/// place, the runner's key, and a seed that the control plane never sees: without it nobody can try
/// whether a guessed secret gives the ciphertext. The runner opens it like any other (see
/// [Sealing]); `docs/decisions/0014-sealing-twice.md` says why.
public final class RepeatableSealing {

  /// For machines that share a seed, such as those of a CI: base64 of 32 bytes.
  public static final String SEED_VARIABLE = "MILLRACE_SEALING_SEED";

  private static final int SEED_BYTES = 32;
  private static final String MAC = "HmacSHA256";

  private final byte[] seed;

  private RepeatableSealing(byte[] seed) {
    this.seed = seed;
  }

  /// @param given base64, or empty for the user's own seed, which is made where there is none
  /// @param file where the user's own seed is
  public static RepeatableSealing open(String given, Path file) throws IOException {
    String text = given;
    if (text.isEmpty() && Files.exists(file)) {
      text = Files.readString(file).strip();
    }
    if (text.isEmpty()) {
      byte[] fresh = new byte[SEED_BYTES];
      new SecureRandom().nextBytes(fresh);
      PrivateJson.writeText(file, Base64.getEncoder().encodeToString(fresh));
      return new RepeatableSealing(fresh);
    }
    try {
      byte[] seed = Base64.getDecoder().decode(text);
      if (seed.length == SEED_BYTES) {
        return new RepeatableSealing(seed);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IOException(
        (given.isEmpty() ? file.toString() : SEED_VARIABLE)
            + " is not base64 of 32 bytes. Make one with: openssl rand -base64 32");
  }

  /// @param publicKey the runner's, raw
  public SealedSecret seal(byte[] publicKey, Sealing.Place place, String plaintext) {
    byte[] secret = plaintext.getBytes(StandardCharsets.UTF_8);
    return Sealing.seal(
        publicKey, place, plaintext, keyMaterial(publicKey, place.associatedData(), secret));
  }

  private byte[] keyMaterial(byte[] publicKey, byte[] associated, byte[] secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(seed, MAC));
      for (byte[] part : new byte[][] {publicKey, associated, secret}) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + MAC, e);
    }
  }
}
