package io.millrace.controlplane.identity;

import io.millrace.runner.protocol.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/// A key pair in a file that only this user can read: PEM, the private key and then the public one.
final class KeyFile {

  private static final String END = "-----END PRIVATE KEY-----";

  private KeyFile() {}

  /// The pair in the file, made on the first call. `generator` is of the algorithm `algorithm`.
  static KeyPair loadOrCreate(Path file, KeyPairGenerator generator, String algorithm)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      KeyPair made = generator.generateKeyPair();
      write(
          file,
          Identity.toPem("PRIVATE KEY", made.getPrivate().getEncoded())
              + Identity.toPem("PUBLIC KEY", made.getPublic().getEncoded()));
    }
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    int end = pem.indexOf(END) + END.length();
    return new KeyPair(
        Identity.parsePublicKey(Identity.fromPem(pem.substring(end).strip()), algorithm),
        Identity.parsePrivateKey(Identity.fromPem(pem.substring(0, end)), algorithm));
  }

  static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Path next =
        Files.createTempFile(
            file.getParent(),
            ".next",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, content, StandardCharsets.US_ASCII);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
