package io.millrace.cli.check;

import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whether the cached artifacts are still what the release says they are.
public final class Cache {

  private Cache() {}

  /// Reads every cached file again, which takes a while and finds what a bad disk did.
  public static List<Finding> look(ArtifactCache cache, Release release) {
    List<Finding> corrupted = new ArrayList<>();
    int good = 0;
    int missing = 0;
    for (Release.Artifact artifact :
        release.components().stream()
            .flatMap(each -> each.artifacts().stream())
            .distinct()
            .toList()) {
      Path file = cache.file(artifact);
      if (!Files.exists(file)) {
        missing++;
      } else if (intact(file, artifact)) {
        good++;
      } else {
        corrupted.add(
            Finding.broken(
                file + " is not what it should be: its digest differs",
                "Delete it; it is fetched again at the next start: rm " + file));
      }
    }
    if (!corrupted.isEmpty()) {
      return corrupted;
    }
    return List.of(
        Finding.well(
            good
                + " artifacts in the cache are intact"
                + (missing == 0 ? "" : "; " + missing + " are fetched at the next start")));
  }

  private static boolean intact(Path file, Release.Artifact artifact) {
    try {
      return Digest.ofFile(file).equals("sha256:" + artifact.sha256());
    } catch (IOException e) {
      return false;
    }
  }
}
