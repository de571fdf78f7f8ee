package io.millrace.bench.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a benchmark runs, and where its results go.
public final class HomeOptions {

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description = "Where its state goes, and stays; if not given, a temporary folder.")
  private @Nullable Path folder;

  @Option(
      names = "--port-offset",
      defaultValue = "15000",
      description = "Added to every port (default: ${DEFAULT-VALUE}).")
  private int portOffset;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where the JSON goes; target/bench if not given.")
  private @Nullable Path results;

  /// A folder that was used before is refused: its state would be measured too.
  public BenchHome open() throws IOException {
    if (folder != null && Files.exists(folder)) {
      throw new IOException(folder + " exists already. Name a folder that does not, or none");
    }
    return folder == null
        ? new BenchHome(Files.createTempDirectory("millrace-bench"), true, portOffset)
        : new BenchHome(folder, false, portOffset);
  }

  public int portOffset() {
    return portOffset;
  }

  public Path results() {
    return results == null ? Path.of(System.getProperty("millrace.root"), "target/bench") : results;
  }
}
