package io.millrace.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What Linux tells of processes in `/proc`. A process that ends while it is being read reads as
/// absent.
final class ProcFs {

  private static final Path PROC = Path.of("/proc");
  private static final long PAGE_BYTES = 4096;

  private ProcFs() {}

  /// Resident memory, 0 if the process is gone.
  static long residentBytes(long pid) {
    try {
      String[] fields = Files.readString(PROC.resolve(pid + "/statm")).split(" ");
      return Long.parseLong(fields[1]) * PAGE_BYTES;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /// The values of one environment variable in every process that has it, by pid.
  static Map<Long, String> environmentOfAll(String variable) {
    Map<Long, String> found = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        environment(process, variable)
            .ifPresent(value -> found.put(Long.parseLong(process.getFileName().toString()), value));
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot list the processes: " + e.getMessage(), e);
    }
    return found;
  }

  private static Optional<String> environment(Path process, String variable) {
    try {
      String all =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8);
      int start = all.startsWith(variable + "=") ? 0 : all.indexOf("\0" + variable + "=") + 1;
      if (start == 0 && !all.startsWith(variable + "=")) {
        return Optional.empty();
      }
      int end = all.indexOf('\0', start);
      return Optional.of(
          all.substring(start + variable.length() + 1, end < 0 ? all.length() : end));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The command line, for people.
  static String command(long pid) {
    try {
      String line = Files.readString(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
      return line.isEmpty() ? Files.readString(PROC.resolve(pid + "/comm")).strip() : line;
    } catch (IOException e) {
      return "unknown";
    }
  }

  /// Whether it is a zombie: dead, but not yet waited for by its parent.
  static boolean zombie(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException e) {
      return false;
    }
  }
}
