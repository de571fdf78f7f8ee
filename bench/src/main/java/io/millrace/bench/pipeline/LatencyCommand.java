package io.millrace.bench.pipeline;

import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Percentiles;
import io.millrace.cli.home.Settings.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

  private final Map<String, Double> medians = new HashMap<>();
  private final Map<String, Double> tails = new HashMap<>();
  private long last = 1;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("latency");
    report.setting("rowsPerSecond", rate);
    report.setting("seconds", seconds);
    report.setting("warmUpSeconds", warmUp);
    try (BenchHome home = options.open()) {
      SideBySide sides = new SideBySide(home);
      sides.events().insert(1, last);
      sides.run((carrier, events, destination) -> measure(carrier, events, destination, report));
    }
    report.ratio("p50", medians, "Millrace", "by hand", "");
    report.ratio("p99", tails, "Millrace", "by hand", "");
    report.publish(options.results(), System.out);
    return 0;
  }

  private void measure(Carrier carrier, Events events, Database destination, BenchReport report)
      throws Exception {
    carrier.start(events.source(), destination);
    events.awaitRow(destination, last, LIMIT);
    long before = (long) (rate * warmUp);
    long measured = (long) (rate * seconds);
    events.insertSteadily(last + 1, before, rate);
    double achieved = events.insertSteadily(last + before + 1, measured, rate);
    long first = last + before + 1;
    last += before + measured;
    events.awaitRow(destination, last, LIMIT);
    Percentiles millis = new Percentiles(events.latencies(destination, first, last));
    medians.put(carrier.name(), millis.at(50));
    tails.put(carrier.name(), millis.at(99));
    report.figure("p50, " + carrier.name(), millis.at(50), "ms");
    report.figure("p99, " + carrier.name(), millis.at(99), "ms");
    report.figure("most, " + carrier.name(), millis.max(), "ms");
    report.figure("rate achieved, " + carrier.name(), achieved, "rows/s");
  }
}
