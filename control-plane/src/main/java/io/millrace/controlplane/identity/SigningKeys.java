package io.millrace.controlplane.identity;

import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Each organization's Ed25519 key, by which its runners know a DesiredState to be meant for them.
@ApplicationScoped
public class SigningKeys {

  private final Path folder;
  private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();

  SigningKeys(@ConfigProperty(name = "millrace.home") String home) {
    this.folder = Path.of(home).toAbsolutePath().resolve("signing");
  }

  /// The signed envelope's bytes.
  public byte[] sign(String organizationId, DesiredState state) {
    KeyPair key = key(organizationId);
    return Envelope.sign(state, key.getPrivate(), key.getPublic()).bytes();
  }

  /// What runners pin at enrolment.
  public PublicKey publicKey(String organizationId) {
    return key(organizationId).getPublic();
  }

  private KeyPair key(String organizationId) {
    return keys.computeIfAbsent(organizationId, this::load);
  }

  private KeyPair load(String organizationId) {
    if (!organizationId.matches("[a-z0-9_]+")) {
      throw new IllegalArgumentException("Not an organization's id: " + organizationId);
    }
    try {
      return KeyFile.loadOrCreate(
          folder.resolve(organizationId + ".pem"),
          KeyPairGenerator.getInstance("Ed25519"),
          "Ed25519");
    } catch (IOException e) {
      throw new UncheckedIOException("A signing key cannot be read: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A signing key cannot be used: " + e.getMessage(), e);
    }
  }
}
