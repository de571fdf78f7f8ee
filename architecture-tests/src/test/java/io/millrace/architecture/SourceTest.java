package io.millrace.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SourceTest {

  private static final int MOST_LINES = 500;

  /// Hosts of package registries: the user's own settings decide where artifacts come from. Put
  /// together here so that this file does not hold what it looks for.
  private static final Pattern REGISTRY_HOST =
      Pattern.compile(
          String.join(
              "|",
              "repo\\d?\\.maven\\.(apache\\.)?" + "org",
              "registry\\.npmjs\\." + "org",
              "deb\\.debian\\." + "org"));

  @Test
  void noSourceFileIsLongerThanOnePersonReads() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : Repository.files(".java")) {
      long lines = Files.readString(file, UTF_8).lines().count();
      if (lines > MOST_LINES) {
        tooLong.add(Repository.ROOT.relativize(file) + " has " + lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noRegistryIsNamed() throws IOException {
    List<String> named = new ArrayList<>();
    for (Path file : Repository.files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(".png") || name.endsWith(".ico")) {
        continue;
      }
      if (REGISTRY_HOST.matcher(Files.readString(file, UTF_8)).find()) {
        named.add(Repository.ROOT.relativize(file).toString());
      }
    }
    assertThat(named).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : Repository.files(".java")) {
      Path folder = file.getParent();
      boolean main = folder.toString().contains("/src/main/java/");
      Path info = folder.resolve("package-info.java");
      if (main && (!Files.exists(info) || !Files.readString(info, UTF_8).contains("@NullMarked"))) {
        silent.add(Repository.ROOT.relativize(folder).toString());
      }
    }
    assertThat(silent.stream().distinct()).isEmpty();
  }

  @Test
  void nothingIsLeftToDoInAComment() throws IOException {
    Pattern leftover = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    List<String> found = new ArrayList<>();
    for (String ending : List.of(".java", ".ts", ".tsx", ".sql", ".proto")) {
      for (Path file : Repository.files(ending)) {
        if (leftover.matcher(Files.readString(file, UTF_8)).find()) {
          found.add(Repository.ROOT.relativize(file).toString());
        }
      }
    }
    assertThat(found).isEmpty();
  }
}
