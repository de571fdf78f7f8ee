package io.millrace.bench.pipeline;

import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Percentiles;
import io.millrace.bench.report.Rounds;
import io.millrace.cli.home.Settings.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Time from a row's insert in a PostgreSQL table to its insert in another one, at a steady"
          + " rate, one row to a transaction.",
      "",
      "Measured through Millrace, and with the same Kafka and Connect started by hand."
    })
public final class LatencyCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Mixin private HomeOptions options = new HomeOptions();
  @Mixin private SideBySide sides = new SideBySide();

  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "Rows per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long it is measured (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long rows flow before (default: ${DEFAULT-VALUE}).")
  private long warmUp;

  private final Rounds<Side> medians = new Rounds<>("p50", "ms");
  private final Rounds<Side> tails = new Rounds<>("p99", "ms");
  private final Rounds<Side> most = new Rounds<>("most", "ms");
  private final Rounds<Side> achieved = new Rounds<>("rate achieved", "rows/s");
  private long last = 1;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("latency");
    report.setting("rowsPerSecond", rate);
    report.setting("seconds", seconds);
    report.setting("warmUpSeconds", warmUp);
    sides.tell(report);
    try (BenchHome home = options.open()) {
      sides.run(home, last, this::measure);
    }
    for (Rounds<Side> each : List.of(medians, tails, most, achieved)) {
      each.tell(report);
    }
    for (Rounds<Side> each : List.of(medians, tails)) {
      each.tellRatio(report, Side.MILLRACE, Side.BY_HAND, "");
    }
    report.publish(options.results(), System.out);
    return 0;
  }

  private void measure(Side side, Carrier carrier, Events events, Database destination)
      throws Exception {
    carrier.start(events.source(), destination);
    events.awaitRow(destination, last, LIMIT);
    long before = (long) (rate * warmUp);
    long measured = (long) (rate * seconds);
    events.insertSteadily(last + 1, before, rate);
    achieved.add(side, events.insertSteadily(last + before + 1, measured, rate));
    long first = last + before + 1;
    last += before + measured;
    events.awaitRow(destination, last, LIMIT);
    Percentiles millis = new Percentiles(events.latencies(destination, first, last));
    medians.add(side, millis.at(50));
    tails.add(side, millis.at(99));
    most.add(side, millis.max());
  }
}
