package io.millrace.bench.pipeline;

import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.home.Measured;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Rounds;
import io.millrace.cli.home.Settings.Database;
import java.time.Duration;
import java.util.List;
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
      "Measured through Millrace, and with the same Kafka and Connect started by hand, with the"
          + " best settings that are known and as they come; a row's arrival is when the"
          + " destination's server wrote it. CPU is that of all the side's processes, without the databases."
    })
public final class ThroughputCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final double NANOS_PER_MICRO = 1e3;

  @Mixin private HomeOptions options = new HomeOptions();
  @Mixin private SideBySide sides = new SideBySide();

  @Option(
      names = "--rows",
      defaultValue = "600000",
      description = "Rows of the snapshot (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--changes",
      defaultValue = "300000",
      description = "Rows that are inserted afterwards (default: ${DEFAULT-VALUE}).")
  private long changes;

  private final Rounds<Side> snapshot = new Rounds<>("snapshot", "rows/s");
  private final Rounds<Side> snapshotCpu = new Rounds<>("snapshot, CPU", "µs/row");
  private final Rounds<Side> streaming = new Rounds<>("streaming", "rows/s");
  private final Rounds<Side> streamingCpu = new Rounds<>("streaming, CPU", "µs/row");

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("throughput");
    report.setting("rows", rows);
    report.setting("changes", changes);
    sides.tell(report);
    try (BenchHome home = options.open()) {
      sides.run(home, rows, this::measure);
    }
    for (Rounds<Side> each : List.of(snapshot, streaming, snapshotCpu, streamingCpu)) {
      each.tell(report);
    }
    for (Rounds<Side> each : List.of(snapshot, streaming)) {
      each.tellRatio(report, Side.MILLRACE, Side.BY_HAND, "at least 0.97");
      each.tellRatio(report, Side.MILLRACE, Side.BY_HAND_DEFAULT, "at least 1.3");
    }
    for (Rounds<Side> each : List.of(snapshotCpu, streamingCpu)) {
      each.tellRatio(report, Side.MILLRACE, Side.BY_HAND, "");
      each.tellRatio(report, Side.MILLRACE, Side.BY_HAND_DEFAULT, "");
    }
    report.publish(options.results(), System.out);
    return 0;
  }

  private void measure(Side side, Carrier carrier, Events events, Database destination)
      throws Exception {
    events.deleteAfter(rows);
    Duration before = Measured.cpuTime(carrier.processes());
    carrier.start(events.source(), destination);
    events.awaitRow(destination, rows, LIMIT);
    Duration between = Measured.cpuTime(carrier.processes());
    snapshot.add(side, events.arrivalRate(destination, 1, rows));
    snapshotCpu.add(side, micros(between.minus(before)) / rows);
    long last = rows + changes;
    between = Measured.cpuTime(carrier.processes());
    events.insert(rows + 1, last);
    events.awaitRow(destination, last, LIMIT);
    Duration after = Measured.cpuTime(carrier.processes());
    streaming.add(side, events.arrivalRate(destination, rows + 1, last));
    streamingCpu.add(side, micros(after.minus(between)) / changes);
  }

  private static double micros(Duration time) {
    return time.toNanos() / NANOS_PER_MICRO;
  }
}
