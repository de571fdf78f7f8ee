package io.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.process.Command;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/// The programs of this product, and the PostgreSQL that comes with it.
public final class Programs {

  private static final String POSTGRESQL = "postgresql";

  private Programs() {}

  /// The folder with a folder of jars for each program.
  public static Path dist() {
    return Path.of(System.getProperty("millrace.dist"));
  }

  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// The unpacked PostgreSQL, fetched if it is not in the cache.
  ///
  /// @param progress takes bytes fetched and bytes in all
  public static Path postgres(Home home, BiConsumer<Long, Long> progress)
      throws IOException, InterruptedException {
    Path document = Path.of(System.getProperty("millrace.root"), "spec/releases/local.json");
    ReleaseComponent component =
        ReleaseDocument.parse(Files.readAllBytes(document)).component(POSTGRESQL);
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
            java.util.List.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                dist().resolve("artifacts") + "/*",
                "io.millrace.artifacts.Main",
                "fetch",
                cache.root().toString()),
            PrivateJson.JSON.writeValueAsString(component.artifacts()),
            errors,
            line -> {
              try {
                JsonNode said = PrivateJson.JSON.readTree(line);
                if (said.has("fetchedBytes")) {
                  progress.accept(Math.min(said.get("fetchedBytes").asLong(), total), total);
                } else if (said.has("what")) {
                  failure
                      .append(said.get("what").asText())
                      .append(". ")
                      .append(said.get("why").asText())
                      .append(". ")
                      .append(said.get("nextStep").asText());
                }
              } catch (IOException e) {
                failure.append(line);
              }
            });
    if (exit != 0) {
      throw new IOException(
          failure.isEmpty() ? "Fetching failed; see " + errors : failure.toString());
    }
  }
}
