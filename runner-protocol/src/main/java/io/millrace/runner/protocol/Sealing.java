package io.millrace.runner.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/// Secrets sealed to one install's runner: HPKE (RFC 9180) in mode base, with DHKEM(X25519,
/// HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. Where a secret belongs, and where it will be sent, is
/// bound into its ciphertext, so that it can be moved nowhere else.
public final class Sealing {

  /// Bytes of a public or private key, raw as in RFC 7748.
  public static final int KEY_BYTES = 32;

  private static final byte[] INFO = "millrace/sealed-secret/v2".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NO_PSK = new byte[0];

  private Sealing() {}

  /// Where a secret belongs, and where it will be sent.
  ///
  /// @param type the connector's
  /// @param bound the values of the type's [BoundFields]
  public record Place(
      String installId,
      String connector,
      String type,
      String field,
      SortedMap<String, String> bound) {

    public Place {
      bound = Collections.unmodifiableSortedMap(new TreeMap<>(bound));
    }

    /// @param fields of the connector's type
    /// @param config the connector's, as it is stored
    public static Place of(
        String installId,
        String connector,
        String type,
        BoundFields fields,
        Map<String, String> config,
        String field) {
      return new Place(installId, connector, type, field, fields.values(config));
    }

    /// Install, connector, type and field, then name and value of each bound field by name; each as
    /// UTF-8 after its length in four bytes, so that no two places are the same bytes.
    public byte[] associatedData() {
      List<String> parts = new ArrayList<>(List.of(installId, connector, type, field));
      bound.forEach(
          (name, value) -> {
            parts.add(name);
            parts.add(value);
          });
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
      }
      return out.toByteArray();
    }

    public String digest() {
      return Digest.of(associatedData());
    }
  }

  /// The runner's half: a private key and what it can open.
  public static final class KeyPair {
    private final byte[] privateKey;
    private final byte[] publicKey;

    private KeyPair(byte[] privateKey, byte[] publicKey) {
      this.privateKey = privateKey;
      this.publicKey = publicKey;
    }

    public static KeyPair generate() {
      AsymmetricCipherKeyPair pair = hpke().generatePrivateKey();
      return ofPrivateKey(((X25519PrivateKeyParameters) pair.getPrivate()).getEncoded());
    }

    public static KeyPair ofPrivateKey(byte[] privateKey) {
      return new KeyPair(
          privateKey.clone(),
          new X25519PrivateKeyParameters(privateKey).generatePublicKey().getEncoded());
    }

    public byte[] privateKey() {
      return privateKey.clone();
    }

    public byte[] publicKey() {
      return publicKey.clone();
    }

    public String keyId() {
      return Digest.of(publicKey);
    }

    /// @throws CannotOpenException if it was sealed to another key or for another place, or was
    ///   tampered with
    public String open(SealedSecret secret, Place place) throws CannotOpenException {
      if (!secret.keyId().equals(keyId())) {
        throw new CannotOpenException(
            "it is sealed to the key " + secret.keyId() + ", and this runner has " + keyId());
      }
      HPKE hpke = hpke();
      try {
        byte[] plaintext =
            hpke.open(
                Base64.getDecoder().decode(secret.encapsulatedKey()),
                hpke.deserializePrivateKey(privateKey, publicKey),
                INFO,
                place.associatedData(),
                Base64.getDecoder().decode(secret.ciphertext()),
                NO_PSK,
                NO_PSK,
                null);
        return new String(plaintext, StandardCharsets.UTF_8);
      } catch (InvalidCipherTextException | RuntimeException e) {
        throw new CannotOpenException(unopened(secret, place));
      }
    }

    private static String unopened(SealedSecret secret, Place place) {
      if (secret.place().isEmpty()) {
        return "it was sealed by an older Millrace, which did not bind it to where it goes";
      }
      String bound =
          place.bound().isEmpty()
              ? ""
              : ", or for another " + String.join(", ", place.bound().keySet());
      return secret.place().equals(place.digest())
          ? "it was changed on its way"
          : "it was sealed for another install or connector" + bound;
    }
  }

  /// @param publicKey the runner's, raw
  public static SealedSecret seal(byte[] publicKey, Place place, String plaintext) {
    HPKE hpke = hpke();
    try {
      byte[][] sealed =
          hpke.seal(
              hpke.deserializePublicKey(publicKey),
              INFO,
              place.associatedData(),
              plaintext.getBytes(StandardCharsets.UTF_8),
              NO_PSK,
              NO_PSK,
              null);
      Base64.Encoder base64 = Base64.getEncoder();
      return new SealedSecret(
          Digest.of(publicKey),
          base64.encodeToString(sealed[1]),
          base64.encodeToString(sealed[0]),
          place.digest());
    } catch (InvalidCipherTextException e) {
      throw new IllegalArgumentException("Not an X25519 public key: " + e.getMessage(), e);
    }
  }

  /// As [#seal(byte\[\], Place, String)], but for the ephemeral key, which is derived from what is
  /// given: the same in gives the same out. Who knows the material can open the secret.
  public static SealedSecret seal(
      byte[] publicKey, Place place, String plaintext, byte[] keyMaterial) {
    HPKE hpke = hpke();
    try {
      HPKEContextWithEncapsulation context =
          hpke.setupBaseS(
              hpke.deserializePublicKey(publicKey), INFO, hpke.deriveKeyPair(keyMaterial));
      Base64.Encoder base64 = Base64.getEncoder();
      return new SealedSecret(
          Digest.of(publicKey),
          base64.encodeToString(context.getEncapsulation()),
          base64.encodeToString(
              context.seal(place.associatedData(), plaintext.getBytes(StandardCharsets.UTF_8))),
          place.digest());
    } catch (InvalidCipherTextException e) {
      throw new IllegalArgumentException("Not an X25519 public key: " + e.getMessage(), e);
    }
  }

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  /// That a sealed secret cannot be opened; the message says why, to follow "because".
  public static final class CannotOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotOpenException(String message) {
      super(message);
    }
  }
}
