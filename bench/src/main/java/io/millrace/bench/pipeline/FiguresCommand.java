package io.millrace.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.bench.home.Api;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.home.RestOption;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Percentiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How old the figures are that a person looks at.
@Command(
    name = "figures",
    mixinStandardHelpOptions = true,
    description = {
      "Age of a pipeline's rate, lag and latency in the answers of the API, asked again and again"
          + " while rows flow: from when the runner read them off Connect and Flink."
    })
public final class FiguresCommand implements Callable<Integer> {

  private static final long PAUSE_MILLIS = 100;
  private static final String GOAL = "5,000";

  @Mixin private HomeOptions options = new HomeOptions();
  @Mixin private RestOption rest = new RestOption();

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long it is asked (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("figures");
    rest.tell(report);
    report.setting("seconds", seconds);
    List<Double> ages = new ArrayList<>();
    try (BenchHome home = options.open()) {
      home.up("--rate", "20");
      rest.await();
      Api api = home.api();
      String organization = api.get("/api/v1/me").at("/organization/id").asText();
      String installs = "/api/v1/organizations/" + organization + "/installs";
      String install = installs + "/" + api.get(installs).at("/0/id").asText();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() - end < 0) {
        JsonNode pipeline = api.get(install).at("/pipelines/0");
        String measured = pipeline.at("/metrics/measuredAt").asText();
        if (measured.isEmpty()) {
          throw new IOException("There are no figures in " + pipeline);
        }
        ages.add((double) Duration.between(Instant.parse(measured), Instant.now()).toMillis());
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    Percentiles all = new Percentiles(ages.stream().mapToDouble(Double::doubleValue).toArray());
    report.figure("age, p50", all.at(50), "ms", GOAL);
    report.figure("age, most", all.max(), "ms", GOAL);
    report.publish(options.results(), System.out);
    return 0;
  }
}
