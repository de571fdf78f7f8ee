package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The checkout that is being tested: its compiled classes and its source files.
final class Repository {

  static final Path ROOT = root();

  private Repository() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static JavaClasses classes() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> outputs =
          modules
              .map(module -> module.resolve("target/classes"))
              .filter(Files::isDirectory)
              .toList();
      return new ClassFileImporter().importPaths(outputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files that are, or would be, committed.
  static List<Path> files() {
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "-co", "--exclude-standard")
              .directory(ROOT.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(git.getInputStream().readAllBytes());
      return output.lines().map(ROOT::resolve).filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(String ending) {
    return files().stream().filter(file -> file.toString().endsWith(ending)).toList();
  }
}
