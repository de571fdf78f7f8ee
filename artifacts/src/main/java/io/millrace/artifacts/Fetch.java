package io.millrace.artifacts;

import io.millrace.artifacts.Outcome.Failed;
import io.millrace.artifacts.Outcome.Fetched;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.MavenCoordinates;
import io.millrace.runner.protocol.Release.Artifact;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/// Brings one artifact into the cache. Safe to be cut off at any instant and to run several times
/// at once: a file appears under its digest only whole, by a rename.
final class Fetch {

  private static final Duration LONGEST_ATTEMPT = Duration.ofDays(1);

  private final ArtifactCache cache;
  private final Path partial;
  private final Repository repository;

  Fetch(ArtifactCache cache, Repository repository) {
    this.cache = cache;
    this.partial = cache.root().resolve("partial");
    this.repository = repository;
  }

  /// Removes what attempts that were cut off have left, once nobody can be at it any more.
  void sweep() {
    if (!Files.isDirectory(partial)) {
      return;
    }
    Instant old = Instant.now().minus(LONGEST_ATTEMPT);
    try (Stream<Path> entries = Files.list(partial)) {
      for (Path entry : entries.toList()) {
        if (Files.getLastModifiedTime(entry).toInstant().isBefore(old)) {
          delete(entry);
        }
      }
    } catch (IOException e) {
      // Somebody else sweeps at the same time, or it is tried again the next time.
    }
  }

  Outcome bring(Artifact artifact, LongConsumer fetched) {
    try {
      if (cache.intact(artifact)) {
        return new Fetched();
      }
      Path file = cache.file(artifact);
      if (!Files.exists(file) || !digest(file).equals(artifact.sha256())) {
        Outcome outcome = copyFromRepository(artifact, file, fetched);
        if (outcome instanceof Failed) {
          return outcome;
        }
      }
      if (artifact.packed()) {
        unpack(artifact, file);
      }
      cache.recordVerified(artifact);
      return new Fetched();
    } catch (FileSystemException e) {
      return Failed.disk(artifact, e);
    } catch (IOException e) {
      return Failed.unreadable(artifact, e);
    }
  }

  private Outcome copyFromRepository(Artifact artifact, Path file, LongConsumer fetched)
      throws IOException {
    Path found;
    try {
      found = repository.resolve(MavenCoordinates.ofPurl(artifact.purl()), fetched);
    } catch (ArtifactResolutionException e) {
      return Failed.notResolved(artifact, e);
    }
    Files.createDirectories(file.getParent());
    Files.createDirectories(partial);
    Path copy = Files.createTempFile(partial, "fetching", ".part");
    try {
      Files.copy(found, copy, StandardCopyOption.REPLACE_EXISTING);
      String actual = digest(copy);
      if (!actual.equals(artifact.sha256())) {
        return Failed.differs(artifact, found, actual);
      }
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Fetched();
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void unpack(Artifact artifact, Path file) throws IOException {
    Path target = cache.unpacked(artifact);
    if (Files.isDirectory(target)) {
      return;
    }
    Files.createDirectories(target.getParent());
    Files.createDirectories(partial);
    Path folder = Files.createTempDirectory(partial, "unpacking");
    try {
      Archive.unpack(file, folder);
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(folder);
      if (!Files.isDirectory(target)) {
        throw e;
      }
      // Another install unpacked the same archive at the same time: its folder is as good.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String digest(Path file) throws IOException {
    return Digest.ofFile(file).substring("sha256:".length());
  }
}
