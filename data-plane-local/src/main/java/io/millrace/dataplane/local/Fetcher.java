package io.millrace.dataplane.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.dataplane.local.JavaProgram.Compilers;
import io.millrace.process.Command;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings components' artifacts into the cache, by the program `artifacts`.
final class Fetcher {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int HEAP_MEBIBYTES = 192;

  private final LocalPlatformConfig config;
  private final Runnable changed;
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  Fetcher(LocalPlatformConfig config, Runnable changed) {
    this.config = config;
    this.changed = changed;
  }

  /// @param failure null while nothing failed
  record Progress(long fetchedBytes, long totalBytes, @Nullable Failure failure, Instant since) {}

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
  ///
  /// @param complete is given each component as soon as it has all that it needs
  /// @return whether all have
  boolean fetch(List<ReleaseComponent> components, Consumer<ReleaseComponent> complete)
      throws InterruptedException {
    Attempt attempt = new Attempt(components, complete);
    try {
      Path errors = config.log("artifacts");
      Files.createDirectories(errors.getParent());
      List<String> command =
          JavaProgram.with(Compilers.C1)
              .heap(HEAP_MEBIBYTES)
              .main(
                  LocalComponent.jars(config.dist().resolve("artifacts")),
                  "io.millrace.artifacts.Main",
                  "fetch",
                  config.cache().root().toString())
              .command();
      int exit =
          Command.follow(
              command, JSON.writeValueAsString(attempt.missing()), errors, attempt::hear);
      attempt.end(
          exit == 0
              ? null
              : new Failure("Fetching artifacts failed with exit " + exit, "See " + errors));
    } catch (IOException e) {
      attempt.end(
          new Failure("Fetching artifacts failed: " + e.getMessage(), "Check free disk space"));
    }
    return components.stream().noneMatch(each -> progress.containsKey(each.name()));
  }

  /// What is still missing for each component, and how much of it has come.
  private final class Attempt {
    private final Consumer<ReleaseComponent> complete;
    private final Map<ReleaseComponent, Map<String, Artifact>> missing = new LinkedHashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private final Set<String> whole = new HashSet<>();

    Attempt(List<ReleaseComponent> components, Consumer<ReleaseComponent> complete) {
      this.complete = complete;
      for (ReleaseComponent component : components) {
        Map<String, Artifact> needed = new LinkedHashMap<>();
        component.artifacts().stream()
            .filter(each -> !config.cache().intact(each))
            .forEach(each -> needed.put(each.sha256(), each));
        missing.put(component, needed);
        if (failure(component) == null) {
          show(component, null);
        }
      }
    }

    List<Artifact> missing() {
      Map<String, Artifact> all = new LinkedHashMap<>();
      missing.values().forEach(all::putAll);
      return new ArrayList<>(all.values());
    }

    void hear(String line) {
      JsonNode said = parse(line);
      String sha256 = said.path("sha256").asText();
      missing.forEach(
          (component, needed) -> {
            if (needed.containsKey(sha256)) {
              hear(component, needed, said, sha256);
            }
          });
    }

    private void hear(
        ReleaseComponent component, Map<String, Artifact> needed, JsonNode said, String sha256) {
      if (said.has("what")) {
        String reason = said.path("what").asText() + ": " + said.path("why").asText();
        show(component, new Failure(reason, said.path("nextStep").asText()));
        return;
      }
      bytes.put(sha256, said.path("bytes").asLong());
      boolean done = said.path("done").asBoolean();
      if (failure(component) == null) {
        show(component, null);
      }
      if (done) {
        whole.add(sha256);
      }
      if (whole.containsAll(needed.keySet())) {
        done(component);
      }
    }

    private void done(ReleaseComponent component) {
      progress.remove(component.name());
      complete.accept(component);
      changed.run();
    }

    /// @param failure of the whole attempt, if there was one
    void end(@Nullable Failure failure) {
      for (ReleaseComponent component : missing.keySet()) {
        if (!progress.containsKey(component.name())) {
          continue;
        }
        if (complete(component)) {
          done(component);
        } else if (failure(component) == null) {
          show(
              component,
              failure == null
                  ? new Failure("Its artifacts are not in the cache", "See the runner's log")
                  : failure);
        }
      }
    }

    private @Nullable Failure failure(ReleaseComponent component) {
      Progress now = progress.get(component.name());
      return now == null ? null : now.failure();
    }

    private void show(ReleaseComponent component, @Nullable Failure failure) {
      Map<String, Artifact> needed = missing.getOrDefault(component, Map.of());
      long total = needed.values().stream().mapToLong(Artifact::size).sum();
      long fetched = needed.keySet().stream().mapToLong(each -> bytes.getOrDefault(each, 0L)).sum();
      Progress before = progress.get(component.name());
      Instant since =
          before == null || (before.failure() == null) != (failure == null)
              ? Instant.now()
              : before.since();
      progress.put(component.name(), new Progress(fetched, total, failure, since));
      changed.run();
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
