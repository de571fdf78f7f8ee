package io.millrace.system.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.Processes;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An artifact that is missing or spoilt, without a network and with a repository that gives
/// something else: the component that needs it says so and does not start, the others run, and when
/// the true artifact can be had everything is up by itself.
class ArtifactsST {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SAID = Duration.ofMinutes(1);
  private static final String COMPONENT = "connect";
  private static final String NOWHERE =
      """
      <settings>
        <mirrors>
          <mirror><id>nowhere</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:9/</url></mirror>
        </mirrors>
      </settings>
      """;

  @TempDir private Path folder;

  @Test
  void itIsSaidAndMendsItselfWhenTheTrueOneCanBeHad() throws Exception {
    JsonNode artifact = ownJarOf(COMPONENT);
    Path cache = copyOfTheCache();
    Path spoilt = inCache(cache, artifact);
    // A new file: the copy's files are the very files of the cache.
    Files.delete(spoilt);
    Files.writeString(spoilt, "spoilt");
    Path user = Files.createDirectories(folder.resolve("user"));
    Path settings = Files.createDirectories(user.resolve(".m2")).resolve("settings.xml");
    Files.writeString(settings, NOWHERE);

    Map<String, String> environment =
        Map.of("MILLRACE_CACHE", cache.toString(), "JAVA_TOOL_OPTIONS", "-Duser.home=" + user);
    Path home = Files.createDirectory(folder.resolve("home")).toRealPath();
    try (Rig rig = Rig.prepare(home, environment)) {
      Command up = rig.run("up", "--no-demo", "--no-wait");
      assertThat(up.exitCode()).as(up.output()).isZero();
      Wait.until(
          SAID,
          () ->
              assertThat(rig.trouble(COMPONENT))
                  .contains(name(artifact))
                  .contains("127.0.0.1:9")
                  .contains("settings.xml"));

      Path other = inRepository(user, artifact);
      Files.createDirectories(other.getParent());
      Files.writeString(other, "something else");
      Wait.until(
          SAID,
          () -> assertThat(rig.trouble(COMPONENT)).contains(name(artifact)).contains("SHA-256"));
      assertThat(Processes.named(home, COMPONENT)).isEmpty();
      Wait.until(SAID, () -> assertThat(rig.trouble("kafka")).isEmpty());

      Files.delete(other);
      Path own = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
      if (Files.exists(own)) {
        Files.copy(own, settings, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.delete(settings);
      }
      Wait.until(Duration.ofMinutes(2), () -> assertThat(rig.trouble(COMPONENT)).isEmpty());
    }
  }

  /// A jar that no other component has.
  private static JsonNode ownJarOf(String component) throws IOException {
    JsonNode own = null;
    Set<String> others = new HashSet<>();
    for (JsonNode each :
        JSON.readTree(Rig.ROOT.resolve("spec/releases/local.json").toFile()).path("components")) {
      if (!each.path("name").asText().equals(component)) {
        each.path("artifacts").forEach(artifact -> others.add(artifact.path("purl").asText()));
      }
    }
    for (JsonNode each :
        JSON.readTree(Rig.ROOT.resolve("spec/releases/local.json").toFile()).path("components")) {
      for (JsonNode artifact : each.path("artifacts")) {
        if (!artifact.path("purl").asText().contains("?")
            && each.path("name").asText().equals(component)
            && !others.contains(artifact.path("purl").asText())) {
          own = artifact;
        }
      }
    }
    assertThat(own).as("a jar that only " + component + " has").isNotNull();
    return own;
  }

  /// `group/artifact/version` of `pkg:maven/group/artifact@version`.
  private static String[] coordinates(JsonNode artifact) {
    return artifact.path("purl").asText().replaceFirst("^pkg:maven/", "").split("[/@]");
  }

  private static String name(JsonNode artifact) {
    String[] parts = coordinates(artifact);
    return parts[1] + "-" + parts[2] + ".jar";
  }

  private static Path inCache(Path cache, JsonNode artifact) {
    String digest = artifact.path("sha256").asText();
    return cache
        .resolve("sha256")
        .resolve(digest.substring(0, 2))
        .resolve(digest)
        .resolve(name(artifact));
  }

  /// In the user's own Maven repository, which is asked before any other.
  private static Path inRepository(Path user, JsonNode artifact) {
    String[] parts = coordinates(artifact);
    return user.resolve(".m2/repository")
        .resolve(parts[0].replace('.', '/'))
        .resolve(parts[1])
        .resolve(parts[2])
        .resolve(name(artifact));
  }

  /// With links to the files, so that it takes no room; without what is not needed.
  private Path copyOfTheCache() throws Exception {
    String own = System.getenv("MILLRACE_CACHE");
    Path cache =
        own != null ? Path.of(own) : Path.of(System.getProperty("user.home"), ".cache/millrace");
    Path copy = Files.createDirectory(folder.resolve("cache"));
    for (String part : List.of("sha256", "unpacked")) {
      Command copied =
          Command.run(
              Duration.ofMinutes(2),
              List.of("cp", "-al", cache.resolve(part).toString(), copy.toString()));
      assertThat(copied.exitCode()).as(copied.output()).isZero();
    }
    return copy;
  }
}
