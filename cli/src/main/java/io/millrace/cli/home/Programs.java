package io.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.process.Command;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The programs of this product, and the PostgreSQL that comes with it.
public final class Programs {

  private static final String POSTGRESQL = "postgresql";
  private static final int FINGERPRINT_LENGTH = 12;

  private Programs() {}

  /// The folder with a folder of jars for each program.
  public static Path dist() {
    return Path.of(System.getProperty("millrace.dist"));
  }

  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// A program's jars in an order that does not change from start to start.
  public static String classPath(String program) throws IOException {
    try (Stream<Path> jars = Files.list(dist().resolve(program))) {
      return String.join(
          ":", jars.map(Path::toString).filter(jar -> jar.endsWith(".jar")).sorted().toList());
    }
  }

  /// A Quarkus program's jars as one flat class path, generated classes first. Unlike its own
  /// launcher's class loader, this one's classes can be kept in an archive.
  public static String quarkusClassPath(String program) throws IOException {
    List<String> parts = new ArrayList<>();
    Path folder = dist().resolve(program);
    for (String each : List.of("quarkus", "app", "lib/main", "lib/boot")) {
      try (Stream<Path> jars = Files.list(folder.resolve(each))) {
        // transformed-bytecode comes before generated-bytecode, and both before what they replace.
        jars.map(Path::toString)
            .filter(jar -> jar.endsWith(".jar"))
            .sorted(Comparator.reverseOrder())
            .forEach(parts::add);
      }
    }
    return String.join(":", parts);
  }

  /// Options by which a JVM keeps what it loaded and linked in one life, so that its next life
  /// starts with half the work. The file is written at its end, and anew when the program or the
  /// JDK is another.
  ///
  /// @param part as what the program runs
  public static List<String> archive(String program, String part) {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + dist().resolve(program).resolve(part + ".jsa"),
        // An archive moved to a random address is written over, and so resident, as a whole.
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:ArchiveRelocationMode=0",
        // A misfit is not worth a line in a program's log.
        "-Xlog:cds*=off",
        "-Xlog:aot*=off");
  }

  /// Changes when the program is built anew, or the JDK is another.
  public static String fingerprint(String program) throws IOException {
    StringBuilder text = new StringBuilder(Runtime.version().toString());
    try (Stream<Path> files = Files.walk(dist().resolve(program))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jar")).sorted().toList()) {
        text.append('\n').append(file).append(' ').append(Files.size(file));
        text.append(' ').append(Files.getLastModifiedTime(file).toMillis());
      }
    }
    String digest = Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
    String hex = digest.substring(digest.indexOf(':') + 1);
    return hex.substring(0, FINGERPRINT_LENGTH);
  }

  /// The release that comes with this product.
  public static Release release() throws IOException {
    return ReleaseDocument.parse(
        Files.readAllBytes(
            Path.of(System.getProperty("millrace.root"), "spec/releases/local.json")));
  }

  /// The unpacked PostgreSQL, fetched if it is not in the cache.
  ///
  /// @param progress takes bytes fetched and bytes in all
  public static Path postgres(Home home, BiConsumer<Long, Long> progress)
      throws IOException, InterruptedException {
    ReleaseComponent component = release().component(POSTGRESQL);
    Artifact artifact = component.artifacts().getFirst();
    ArtifactCache cache = ArtifactCache.ofUser();
    if (!cache.intact(artifact)) {
      fetch(home, cache, component, progress);
    }
    return cache.unpacked(artifact);
  }

  private static void fetch(
      Home home, ArtifactCache cache, ReleaseComponent component, BiConsumer<Long, Long> progress)
      throws IOException, InterruptedException {
    long total = component.artifacts().stream().mapToLong(Artifact::size).sum();
    StringBuilder failure = new StringBuilder();
    Path errors = home.log("artifacts");
    Files.createDirectories(errors.getParent());
    int exit =
        Command.follow(
            List.of(
                java(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath("artifacts"),
                "io.millrace.artifacts.Main",
                "fetch",
                cache.root().toString()),
            PrivateJson.JSON.writeValueAsString(component.artifacts()),
            errors,
            line -> {
              JsonNode said = PrivateJson.parse(line);
              if (said.has("fetchedBytes")) {
                progress.accept(Math.min(said.get("fetchedBytes").asLong(), total), total);
              } else if (said.has("what")) {
                failure.append(sentence(said.path("what").asText()));
                failure.append(sentence(said.path("why").asText()));
                failure.append(sentence(said.path("nextStep").asText()));
              }
            });
    if (exit != 0) {
      throw new IOException(
          failure.isEmpty()
              ? "PostgreSQL cannot be fetched; why is in " + errors
              : failure.toString().strip());
    }
  }

  private static String sentence(String text) {
    return text.isEmpty() || text.endsWith(".") ? text + " " : text + ". ";
  }
}
