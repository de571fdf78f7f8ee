package io.millrace.bench.runner;

import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.home.Measured;
import io.millrace.bench.report.BenchReport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "runner",
    mixinStandardHelpOptions = true,
    description = {
      "Memory and CPU of the runner of a whole data plane with one pipeline: idle, with no row on"
          + " its way, and under load."
    })
public final class RunnerCommand implements Callable<Integer> {

  private static final String RUNNER = "runner";
  private static final double MEBIBYTE = 1 << 20;
  private static final double PERCENT = 100;

  @Mixin private HomeOptions options = new HomeOptions();

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long each is measured (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long it runs before, as caches are made then (default: ${DEFAULT-VALUE}).")
  private long settle;

  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "Rows per second under load (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport(RUNNER);
    report.setting("seconds", seconds);
    report.setting("settleSeconds", settle);
    report.setting("rowsPerSecondUnderLoad", rate);
    try (BenchHome home = options.open()) {
      home.up("--rate", "1");
      home.up("--rate", "0");
      TimeUnit.SECONDS.sleep(settle);
      measure(home, report, "idle");
      home.up("--rate", String.valueOf(rate));
      measure(home, report, "under load");
    }
    report.publish(options.results(), System.out);
    return 0;
  }

  private void measure(BenchHome home, BenchReport report, String when)
      throws IOException, InterruptedException {
    ProcessHandle runner = home.parts().get(RUNNER);
    if (runner == null) {
      throw new IOException("The runner is gone");
    }
    Measured measured = new Measured(runner);
    Duration before = measured.cpuTime();
    long begin = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    Duration spent = measured.cpuTime().minus(before);
    double cpu = PERCENT * spent.toNanos() / (System.nanoTime() - begin);
    boolean idle = when.equals("idle");
    report.figure("CPU of one core, " + when, cpu, "%", idle ? "at most 1 %" : "");
    report.figure(
        "resident memory, " + when, measured.residentBytes() / MEBIBYTE, "MiB", "at most 96");
  }
}
