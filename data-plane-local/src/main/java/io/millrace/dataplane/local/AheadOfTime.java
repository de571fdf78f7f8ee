package io.millrace.dataplane.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ahead-of-time caches: what a JVM loaded and linked in an earlier run, so that the next starts in
/// half the time. Which one to use stands in an options file beside the component, as it may change
/// from one start to the next without making it another process.
final class AheadOfTime {

  private AheadOfTime() {}

  /// The options file of a component; empty until a cache was made.
  static Path options(LocalPlatformConfig config, String component) throws IOException {
    Path file = config.folder(component).resolve("aot.options");
    Path cache = config.cache().root().resolve("aot").resolve(component + ".aot");
    Files0600.write(file, Files.exists(cache) ? "-XX:AOTCache=" + cache + "\n" : "\n");
    return file;
  }
}
