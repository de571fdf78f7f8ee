package io.millrace.dataplane.local;

import io.millrace.runner.protocol.ArtifactCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// Ahead-of-time caches: what a JVM loaded, linked and profiled in an earlier run, so that the next
/// starts in half the time. They lie in the shared cache, by what they depend on; a start's options
/// file says which to use. Without one, or with one that the JVM finds unfit, a component starts as
/// well, only slower.
final class AheadOfTime {

  /// A component that ends this often in a row without ever being healthy starts without its cache.
  private static final int TRIALS = 3;

  private static final Duration TRIAL = Duration.ofSeconds(60);
  private static final String OPTIONS = "jvm.options";
  private static final String TRIED = "aot.tried";
  private static final String MAKING = "making-";
  private static final Duration UNUSED = Duration.ofDays(30);

  private final Path folder;

  AheadOfTime(ArtifactCache cache) {
    this.folder = cache.root().resolve("aot");
  }

  /// How a component's next start is prepared.
  @FunctionalInterface
  interface Start {
    /// Writes the options file of this start.
    void prepare(Path stateFolder, String component, JavaProgram program) throws IOException;
  }

  static Path optionsFile(Path stateFolder) {
    return stateFolder.resolve(OPTIONS);
  }

  Path folder() {
    return folder;
  }

  Path cacheOf(String component, JavaProgram program) throws IOException {
    return folder.resolve(component + "-" + program.aheadOfTimeIdentity() + ".aot");
  }

  /// A start with the cache, if there is one.
  void use(Path stateFolder, String component, JavaProgram program) throws IOException {
    Path cache = cacheOf(component, program);
    Path tried = stateFolder.resolve(TRIED);
    if (Files.exists(cache) && trials(tried) >= TRIALS) {
      Files.deleteIfExists(cache);
      Files.deleteIfExists(tried);
    }
    if (!Files.exists(cache)) {
      Files0600.write(optionsFile(stateFolder), "");
      return;
    }
    Files0600.write(tried, String.valueOf(trials(tried) + 1));
    Files.setLastModifiedTime(cache, FileTime.from(Instant.now()));
    Files0600.write(optionsFile(stateFolder), "-XX:AOTCache=" + cache + "\n-Xlog:aot*=error\n");
  }

  private static int trials(Path tried) throws IOException {
    if (!Files.exists(tried)
        || Files.getLastModifiedTime(tried).toInstant().plus(TRIAL).isBefore(Instant.now())) {
      return 0;
    }
    return Integer.parseInt(Files.readString(tried));
  }

  /// The component became healthy, so its cache is good.
  static void worked(Path stateFolder) {
    try {
      Files.deleteIfExists(stateFolder.resolve(TRIED));
    } catch (IOException e) {
      // At worst a good cache is made anew.
    }
  }

  /// A start that makes the cache when it ends; [#keep] takes it from there.
  void train(Path stateFolder, String component, JavaProgram program) throws IOException {
    Path made = made(component);
    Files.deleteIfExists(made);
    Files.createDirectories(folder);
    Files0600.write(
        optionsFile(stateFolder), "-XX:AOTCacheOutput=" + made + "\n-Xlog:aot*=error\n");
  }

  /// @return whether the training has made one
  boolean keep(String component, JavaProgram program) throws IOException {
    Path made = made(component);
    if (!Files.exists(made)) {
      return false;
    }
    Files.move(
        made,
        cacheOf(component, program),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  /// Removes what a training that was cut off has left, and caches that nobody has used for long:
  /// each JDK and each release has its own.
  void sweep() throws IOException {
    Instant old = Instant.now().minus(UNUSED);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean unused =
            name.endsWith(".aot") && Files.getLastModifiedTime(file).toInstant().isBefore(old);
        if (unused || name.startsWith(MAKING)) {
          Files.delete(file);
        }
      }
    }
  }

  /// On the file system of the caches, so that it can be moved into place.
  private Path made(String component) {
    return folder.resolve(MAKING + component + ".aot");
  }
}
