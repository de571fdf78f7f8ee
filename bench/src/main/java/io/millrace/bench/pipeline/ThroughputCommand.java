package io.millrace.bench.pipeline;

import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.report.BenchReport;
import io.millrace.cli.home.Settings.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = {
      "Rows per second from a PostgreSQL table to another one: first of a snapshot, then of changes"
          + " that are made at once.",
      "",
      "Measured through Millrace, and with the same Kafka and Connect started by hand, set as"
          + " Millrace sets them and as they come; a row's arrival is when the destination's server"
          + " wrote it."
    })
public final class ThroughputCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Mixin private HomeOptions options = new HomeOptions();

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows of the snapshot (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--changes",
      defaultValue = "500000",
      description = "Rows that are inserted afterwards (default: ${DEFAULT-VALUE}).")
  private long changes;

  private final Map<String, Double> snapshot = new HashMap<>();
  private final Map<String, Double> streaming = new HashMap<>();

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("throughput");
    report.setting("rows", rows);
    report.setting("changes", changes);
    try (BenchHome home = options.open()) {
      SideBySide sides = new SideBySide(home);
      sides.events().insert(1, rows);
      sides.run((carrier, events, destination) -> measure(carrier, events, destination, report));
    }
    report.ratio("snapshot", snapshot, "Millrace", "by hand", "at least 0.97");
    report.ratio("streaming", streaming, "Millrace", "by hand", "at least 0.97");
    String defaults = ByHand.Settings.BY_HAND_DEFAULT.toString();
    report.ratio("snapshot", snapshot, "Millrace", defaults, "at least 1.3");
    report.ratio("streaming", streaming, "Millrace", defaults, "at least 1.3");
    report.publish(options.results(), System.out);
    return 0;
  }

  private void measure(Carrier carrier, Events events, Database destination, BenchReport report)
      throws Exception {
    events.deleteAfter(rows);
    carrier.start(events.source(), destination);
    events.awaitRow(destination, rows, LIMIT);
    snapshot.put(carrier.name(), events.arrivalRate(destination, 1, rows));
    report.figure("snapshot, " + carrier.name(), snapshot.get(carrier.name()), "rows/s");
    long last = rows + changes;
    events.insert(rows + 1, last);
    events.awaitRow(destination, last, LIMIT);
    streaming.put(carrier.name(), events.arrivalRate(destination, rows + 1, last));
    report.figure("streaming, " + carrier.name(), streaming.get(carrier.name()), "rows/s");
  }
}
