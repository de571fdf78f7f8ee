package io.millrace.bench.home;

import io.millrace.bench.report.BenchReport;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/// How long a Millrace runs before it is measured, where something flows and it never rests.
public final class RestOption {

  @Option(
      names = "--rest",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long Millrace runs before (default: ${DEFAULT-VALUE}).")
  private long seconds;

  /// Says it in the report.
  public void tell(BenchReport report) {
    report.setting("restSeconds", seconds);
  }

  public void await() throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }
}
