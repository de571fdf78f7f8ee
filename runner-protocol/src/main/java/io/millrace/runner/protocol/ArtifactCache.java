package io.millrace.runner.protocol;

import io.millrace.runner.protocol.Release.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The layout of the cache that all installs of a machine share: content decides where a file lies.
/// Beside each file stands the record of when it was verified, so that a file that was changed
/// since is noticed without reading hundreds of megabytes at each start.
///
/// `sha256/<ab>/<hex>/<file>` and `verified` beside it; `unpacked/<hex>/` for archives.
public record ArtifactCache(Path root) {

  /// The user's: `MILLRACE_CACHE`, or `millrace` in the folder that the desktop standard names.
  public static ArtifactCache ofUser() {
    String own = System.getenv("MILLRACE_CACHE");
    if (own != null) {
      return new ArtifactCache(Path.of(own).toAbsolutePath());
    }
    String standard = System.getenv("XDG_CACHE_HOME");
    Path caches =
        standard == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(standard);
    return new ArtifactCache(caches.resolve("millrace").toAbsolutePath());
  }

  public Path file(Artifact artifact) {
    return folder(artifact).resolve(artifact.fileName());
  }

  public Path unpacked(Artifact artifact) {
    return root.resolve("unpacked").resolve(artifact.sha256());
  }

  /// Whether the artifact is here and as it was when its digest was last checked.
  public boolean intact(Artifact artifact) {
    try {
      return Files.readString(record(artifact)).equals(stamp(file(artifact)))
          && (!artifact.packed() || Files.isDirectory(unpacked(artifact)));
    } catch (IOException e) {
      return false;
    }
  }

  /// Records that the file's digest was just checked.
  public void recordVerified(Artifact artifact) throws IOException {
    Files.writeString(record(artifact), stamp(file(artifact)));
  }

  private Path folder(Artifact artifact) {
    return root.resolve("sha256")
        .resolve(artifact.sha256().substring(0, 2))
        .resolve(artifact.sha256());
  }

  private Path record(Artifact artifact) {
    return folder(artifact).resolve("verified");
  }

  private static String stamp(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
  }
}
