package io.millrace.runner.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.protocol.Identity;
import io.millrace.runner.protocol.Keyring;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The runner's keys, and the identity that it was given for them at enrolment. The keys are on
/// disk before they are used: an enrolment whose answer was lost is repeated with the same keys.
/// All keys are one file, which is replaced whole: there is no instant at which a key that is in
/// use is not on disk.
public final class Identities {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Base64.Encoder ENCODER = Base64.getEncoder();
  private static final Base64.Decoder DECODER = Base64.getDecoder();

  private final Path keysFile;
  private final Path enrolmentFile;

  public Identities(Path home) {
    this.keysFile = home.resolve("identity/keys.json");
    this.enrolmentFile = home.resolve("identity/enrolment.json");
  }

  public record Keys(KeyPair tls, Keyring sealing) {}

  /// @param chain PEM, leaf first
  /// @param authority PEM of what signed the control plane's own certificate
  /// @param signingKey pinned: nothing signed by another is accepted
  public record Enrolment(
      String installId, String chain, String authority, PublicKey signingKey, Instant notAfter) {}

  /// The keys, made on the first call.
  public synchronized Keys keys() throws IOException {
    if (Files.exists(keysFile)) {
      JsonNode keys = JSON.readTree(keysFile.toFile());
      try {
        return new Keys(
            new KeyPair(
                Identity.parsePublicKey(bytes(keys, "tlsPublic"), "EC"),
                Identity.parsePrivateKey(bytes(keys, "tlsPrivate"), "EC")),
            keyring(keys));
      } catch (GeneralSecurityException e) {
        throw new IOException(keysFile + " does not hold keys: " + e.getMessage(), e);
      }
    }
    Keys made = new Keys(Identity.generateKeyPair(), Keyring.first(Sealing.KeyPair.generate()));
    write(made);
    return made;
  }

  /// Puts other sealing keys in the place of those that are there.
  public synchronized void save(Keyring sealing) throws IOException {
    write(new Keys(keys().tls(), sealing));
  }

  private void write(Keys made) throws IOException {
    ObjectNode keys = JSON.createObjectNode();
    keys.put("tlsPublic", ENCODER.encodeToString(made.tls().getPublic().getEncoded()));
    keys.put("tlsPrivate", ENCODER.encodeToString(made.tls().getPrivate().getEncoded()));
    keys.put("sealingPrivate", ENCODER.encodeToString(made.sealing().present().privateKey()));
    keys.put("sealingRotation", made.sealing().rotation());
    ArrayNode older = keys.putArray("olderSealingPrivate");
    made.sealing().older().forEach(key -> older.add(ENCODER.encodeToString(key.privateKey())));
    PrivateFile.write(keysFile, JSON.writeValueAsBytes(keys));
  }

  private static Keyring keyring(JsonNode keys) {
    List<Sealing.KeyPair> older = new ArrayList<>();
    keys.path("olderSealingPrivate")
        .forEach(key -> older.add(Sealing.KeyPair.ofPrivateKey(DECODER.decode(key.asText()))));
    return new Keyring(
        keys.path("sealingRotation").asInt(),
        Sealing.KeyPair.ofPrivateKey(bytes(keys, "sealingPrivate")),
        older);
  }

  public Optional<Enrolment> enrolment() throws IOException {
    if (!Files.exists(enrolmentFile)) {
      return Optional.empty();
    }
    JsonNode from = JSON.readTree(enrolmentFile.toFile());
    try {
      return Optional.of(
          new Enrolment(
              from.get("installId").asText(),
              from.get("chain").asText(),
              from.get("authority").asText(),
              Identity.parsePublicKey(bytes(from, "signingKey"), "Ed25519"),
              Instant.parse(from.get("notAfter").asText())));
    } catch (GeneralSecurityException e) {
      throw new IOException(enrolmentFile + " does not hold an identity: " + e.getMessage(), e);
    }
  }

  public void save(Enrolment enrolment) throws IOException {
    ObjectNode to = JSON.createObjectNode();
    to.put("installId", enrolment.installId());
    to.put("chain", enrolment.chain());
    to.put("authority", enrolment.authority());
    to.put("signingKey", ENCODER.encodeToString(enrolment.signingKey().getEncoded()));
    to.put("notAfter", enrolment.notAfter().toString());
    PrivateFile.write(enrolmentFile, JSON.writeValueAsBytes(to));
  }

  private static byte[] bytes(JsonNode node, String field) {
    return DECODER.decode(node.get(field).asText());
  }
}
