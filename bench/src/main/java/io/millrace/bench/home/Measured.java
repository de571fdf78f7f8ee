package io.millrace.bench.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// What Linux says of a process.
public record Measured(ProcessHandle process) {

  private static final long KIB = 1024;

  public long residentBytes() throws IOException {
    for (String line : Files.readAllLines(file("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
      }
    }
    throw new IOException("There is no resident memory of " + process.pid());
  }

  /// Of all its threads since its start.
  public Duration cpuTime() throws IOException {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException("There is no CPU time of " + process.pid()));
  }

  /// Of all these.
  public static Duration cpuTime(Collection<ProcessHandle> processes) throws IOException {
    Duration sum = Duration.ZERO;
    for (ProcessHandle each : processes) {
      sum = sum.plus(new Measured(each).cpuTime());
    }
    return sum;
  }

  /// Its program and arguments.
  public List<String> command() throws IOException {
    return List.of(Files.readString(file("cmdline")).split("\0"));
  }

  private Path file(String name) {
    return Path.of("/proc", String.valueOf(process.pid()), name);
  }
}
