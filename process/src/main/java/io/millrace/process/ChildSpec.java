package io.millrace.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a supervised process should be. Two specs with the same [#digest] are the same process.
///
/// @param name unique within a supervisor, `[a-z0-9-]+`
/// @param command the program's absolute path and its arguments
/// @param environment added to the supervisor's own
/// @param logFile takes standard output and error; it is rotated
/// @param ports that the process will listen on; it is not started while another program has one
/// @param memoryLimitBytes it is restarted when its resident memory exceeds this; 0 for no limit
/// @param stopGrace how long it has between SIGTERM and SIGKILL
/// @param beforeStart done before each start, never while the process runs
public record ChildSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path workingDirectory,
    Path logFile,
    List<Integer> ports,
    HealthCheck health,
    Duration startDeadline,
    long memoryLimitBytes,
    Duration stopGrace,
    Preparation beforeStart) {

  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    ports = List.copyOf(ports);
  }

  /// A child that needs nothing done before it starts.
  public ChildSpec(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path workingDirectory,
      Path logFile,
      List<Integer> ports,
      HealthCheck health,
      Duration startDeadline,
      long memoryLimitBytes,
      Duration stopGrace) {
    this(
        name,
        command,
        environment,
        workingDirectory,
        logFile,
        ports,
        health,
        startDeadline,
        memoryLimitBytes,
        stopGrace,
        () -> {});
  }

  /// What is to be done before a start. It is repeated with the start, so it must stand repetition.
  @FunctionalInterface
  public interface Preparation {
    void run() throws IOException, InterruptedException;
  }

  /// Of everything that makes it another process when it changes.
  String digest() {
    String text =
        String.join("\0", command) + "\0\0" + new TreeMap<>(environment) + workingDirectory;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
