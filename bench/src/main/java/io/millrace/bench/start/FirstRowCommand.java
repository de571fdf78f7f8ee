package io.millrace.bench.start;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.home.Measured;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Percentiles;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "first-row",
    mixinStandardHelpOptions = true,
    description = {
      "From `millrace up` to the first row of the demo in the destination.",
      "",
      "Cold: nothing was there but the artifacts, and the caches of other Millraces of this user."
          + " Warm: after `down`, with the state of an earlier life and all caches made."
    })
public final class FirstRowCommand implements Callable<Integer> {

  private static final int MOST_PREPARATIONS = 5;
  private static final long PREPARATION_SECONDS = 90;
  private static final double MILLIS = 1e3;
  private static final double MEBIBYTE = 1 << 20;

  @Mixin private HomeOptions options = new HomeOptions();

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Warm starts (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("first-row");
    report.setting("runs", runs);
    try (BenchHome home = options.open()) {
      report.figure("cold, first row", start(home), "s");
      prepare(home);
      double[] warm = new double[runs];
      for (int i = 0; i < runs; i++) {
        home.down();
        warm[i] = start(home);
      }
      report.figure("warm, first row, median", new Percentiles(warm).at(50), "s", "at most 10 s");
      report.figure("warm, first row, most", new Percentiles(warm).max(), "s");
      timeline(home, report);
      spent(home, report);
    }
    report.publish(options.results(), System.out);
    return 0;
  }

  private static double start(BenchHome home) throws IOException, InterruptedException {
    Instant before = Instant.now();
    home.up();
    JsonNode host = PrivateJson.JSON.readTree(home.home().hostStatus().toFile());
    return seconds(before, Instant.parse(host.path("firstRowAt").asText()));
  }

  /// Lets Millrace run until it has made all its caches, which it does in the background.
  private static void prepare(BenchHome home) throws IOException, InterruptedException {
    for (int i = 0; i < MOST_PREPARATIONS; i++) {
      System.err.println("Waiting for caches to be made");
      TimeUnit.SECONDS.sleep(PREPARATION_SECONDS);
      home.down();
      home.up();
      if (home.usesAllCaches()) {
        return;
      }
    }
    throw new IOException("Not all caches were made; why may be in the logs of " + home.home());
  }

  /// Of the last start: when each part did its work.
  private static void timeline(BenchHome home, BenchReport report) throws IOException {
    JsonNode host = PrivateJson.JSON.readTree(home.home().hostStatus().toFile());
    JsonNode runner = PrivateJson.JSON.readTree(home.home().runnerStatus().toFile());
    Instant started = Instant.parse(host.path("startedAt").asText());
    List<Map.Entry<String, Instant>> since = new ArrayList<>();
    host.path("parts").forEach(each -> since.add(entry(each.path("name"), each.path("since"))));
    for (String kind : List.of("components", "pipelines")) {
      runner
          .path(kind)
          .forEach(each -> since.add(entry(each.path("name"), each.path("status").path("since"))));
    }
    since.sort(Map.Entry.comparingByValue());
    for (Map.Entry<String, Instant> each : since) {
      report.figure(
          "last start, " + each.getKey() + " runs", seconds(started, each.getValue()), "s");
    }
  }

  private static Map.Entry<String, Instant> entry(JsonNode name, JsonNode at) {
    return Map.entry(name.asText(), Instant.parse(at.asText()));
  }

  /// CPU time and memory of each process when all is up.
  private static void spent(BenchHome home, BenchReport report) throws IOException {
    Map<String, ProcessHandle> all = new TreeMap<>(home.components());
    all.putAll(home.parts());
    all.remove("demo-db");
    double cpu = 0;
    double resident = 0;
    for (Map.Entry<String, ProcessHandle> each : all.entrySet()) {
      Measured process = new Measured(each.getValue());
      double seconds = process.cpuTime().toMillis() / MILLIS;
      double mebibytes = process.residentBytes() / MEBIBYTE;
      report.figure("last start, CPU time of " + each.getKey(), seconds, "s");
      report.figure("last start, resident memory of " + each.getKey(), mebibytes, "MiB");
      cpu += seconds;
      resident += mebibytes;
    }
    report.figure("last start, CPU time in all", cpu, "s");
    report.figure("resident memory without the demo's database", resident, "MiB", "at most 2048");
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / MILLIS;
  }
}
