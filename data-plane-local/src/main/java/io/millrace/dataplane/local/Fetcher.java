package io.millrace.dataplane.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.process.Command;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Brings a component's artifacts into the cache, by the program `artifacts`.
final class Fetcher {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final LocalPlatformConfig config;
  private final Runnable changed;
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  Fetcher(LocalPlatformConfig config, Runnable changed) {
    this.config = config;
    this.changed = changed;
  }

  /// @param failure null while nothing failed
  record Progress(long fetchedBytes, long totalBytes, @Nullable Failure failure) {}

  record Failure(String reason, String nextStep) {}

  /// Whether everything is in the cache and intact; a look at files' sizes and times.
  boolean complete(ReleaseComponent component) {
    return component.artifacts().stream().allMatch(config.cache()::intact);
  }

  /// How fetching goes on, or why it failed; null if nothing was to be fetched.
  @Nullable Progress progress(String component) {
    return progress.get(component);
  }

  /// Blocks until all is there, or something failed. What failed shows in [#progress] until the
  /// next attempt succeeds.
  boolean fetch(ReleaseComponent component) throws InterruptedException {
    List<Artifact> missing =
        component.artifacts().stream().filter(each -> !config.cache().intact(each)).toList();
    long total = missing.stream().mapToLong(Artifact::size).sum();
    show(component, new Progress(0, total, null));
    Failure[] failure = new Failure[1];
    try {
      Path errors = config.log("artifacts");
      Files.createDirectories(errors.getParent());
      List<String> command =
          new JavaCommand(JavaCommand.Compilers.C1)
              .heap(192)
              .main(
                  LocalComponent.jars(config.dist().resolve("artifacts")),
                  "io.millrace.artifacts.Main",
                  "fetch",
                  config.cache().root().toString());
      int exit =
          Command.follow(
              command,
              JSON.writeValueAsString(missing),
              errors,
              line -> {
                JsonNode said = parse(line);
                if (said.has("fetchedBytes")) {
                  long fetched = Math.min(said.get("fetchedBytes").asLong(), total);
                  show(component, new Progress(fetched, total, null));
                } else if (said.has("what")) {
                  failure[0] =
                      new Failure(
                          said.get("what").asText() + ": " + said.get("why").asText(),
                          said.get("nextStep").asText());
                }
              });
      if (exit != 0 && failure[0] == null) {
        failure[0] = new Failure("Fetching artifacts failed", "See " + errors);
      }
    } catch (IOException e) {
      failure[0] =
          new Failure("Fetching artifacts failed: " + e.getMessage(), "Check free disk space");
    }
    if (failure[0] == null) {
      progress.remove(component.name());
      changed.run();
      return true;
    }
    show(component, new Progress(0, total, failure[0]));
    return false;
  }

  private void show(ReleaseComponent component, Progress now) {
    progress.put(component.name(), now);
    changed.run();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
