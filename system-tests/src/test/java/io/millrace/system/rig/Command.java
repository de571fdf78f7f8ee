package io.millrace.system.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command run to its end, with what it printed.
public record Command(int exitCode, String output) {

  public static Command run(Duration limit, List<String> words) throws Exception {
    return run(limit, words, Map.of());
  }

  /// @param environment added to this process's own
  public static Command run(Duration limit, List<String> words, Map<String, String> environment)
      throws Exception {
    Path file = Files.createTempFile("millrace-command", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(file.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(words + " did not end within " + limit + ":\n" + read(file));
      }
      return new Command(process.exitValue(), read(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
