package io.millrace.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A command that was run to its end, with what it printed.
public record Command(int exitCode, String output, String errors) {

  /// @param input reaches it on standard input: the place for secrets
  /// @throws IOException if it cannot be started, or does not end within `limit`
  public static Command run(List<String> command, String input, Duration limit)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("millrace", ".out");
    Path errors = Files.createTempFile("millrace", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      feed(process, input);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            command.getFirst() + " did not end within " + limit.toSeconds() + " s");
      }
      return new Command(
          process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  /// As [#run], with every line of its output as it comes. Blocks a platform thread.
  public static int follow(List<String> command, String input, Path errors, Consumer<String> lines)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    try {
      feed(process, input);
      process.inputReader(UTF_8).lines().forEach(lines);
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void feed(Process process, String input) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
      // It ended without reading: its exit code and errors say why.
    }
  }

  /// @throws IOException with what it printed last, if it ended other than with 0
  public void orElseThrow(String what) throws IOException {
    if (exitCode != 0) {
      String said = (errors.isBlank() ? output : errors).strip();
      throw new IOException(
          what
              + ": "
              + said.substring(Math.max(0, said.length() - 500))
              + " (exit "
              + exitCode
              + ")");
    }
  }
}
