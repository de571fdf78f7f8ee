package io.millrace.runner.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The last good DesiredState, as the envelope it came in, and the release it names. What is read
/// is verified again by whoever reads it: a disk is trusted no more than a network.
public final class Journal {

  private final Path folder;

  public Journal(Path home) {
    this.folder = home.resolve("journal");
  }

  public Optional<byte[]> envelope() throws IOException {
    return read(envelopeFile());
  }

  public void saveEnvelope(byte[] envelope) throws IOException {
    PrivateFile.write(envelopeFile(), envelope);
  }

  public Optional<byte[]> release(String digest) throws IOException {
    return read(releaseFile(digest));
  }

  public void saveRelease(String digest, byte[] document) throws IOException {
    PrivateFile.write(releaseFile(digest), document);
  }

  /// Keeps a file that cannot be used for whoever looks into it, out of the way.
  public void setAsideEnvelope() throws IOException {
    if (Files.exists(envelopeFile())) {
      Files.move(
          envelopeFile(),
          folder.resolve("desired-state.unusable"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public void setAsideRelease(String digest) throws IOException {
    Files.deleteIfExists(releaseFile(digest));
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private Path envelopeFile() {
    return folder.resolve("desired-state.dsse");
  }

  private Path releaseFile(String digest) {
    return folder.resolve("release-" + digest.replace("sha256:", "") + ".json");
  }
}
