package io.millrace.bench.pipeline;

import io.millrace.bench.home.Api;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.home.RestOption;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Percentiles;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings.Database;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long a person waits after making a pipeline.
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Time from making a pipeline, with its connectors, to its first row in the destination, on a"
          + " Millrace that runs: PostgreSQL to PostgreSQL, made and deleted again and again."
    })
public final class CreateCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String GOAL = "3,000";

  @Mixin private HomeOptions options = new HomeOptions();
  @Mixin private RestOption rest = new RestOption();

  @Option(
      names = "--times",
      defaultValue = "10",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int times;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("create");
    report.setting("times", times);
    rest.tell(report);
    double[] millis = new double[times];
    try (BenchHome home = options.open()) {
      home.up("--rate", "0");
      rest.await();
      Events events = Events.in(home);
      events.createSource();
      events.insert(1, 100);
      Api connect = new Api("http://127.0.0.1:" + home.port(Port.CONNECT), "");
      for (int i = 0; i < times; i++) {
        Database destination = events.database("bench_" + i);
        events.createDestination(destination);
        OwnPipeline pipeline = new OwnPipeline(home.api(), connect, "");
        long begun = System.nanoTime();
        pipeline.start(events.source(), destination);
        events.awaitRow(destination, 1, LIMIT);
        millis[i] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
        pipeline.end();
      }
    }
    Percentiles all = new Percentiles(millis);
    report.figure("to the first row, p50", all.at(50), "ms", GOAL);
    report.figure("to the first row, most", all.max(), "ms", GOAL);
    report.publish(options.results(), System.out);
    return 0;
  }
}
