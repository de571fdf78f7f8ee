package io.millrace.bench.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.home.Api;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.HomeOptions;
import io.millrace.bench.report.BenchReport;
import io.millrace.bench.report.Percentiles;
import io.millrace.cli.home.PrivateJson;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What lists cost when there is much in them.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Time that the API takes to list the connectors of an install, and to show the install, on a"
          + " Millrace that runs."
    })
public final class ListCommand implements Callable<Integer> {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int WARM_UP = 50;

  @Mixin private HomeOptions options = new HomeOptions();

  @Option(
      names = "--connectors",
      defaultValue = "200",
      description = "How many there are (default: ${DEFAULT-VALUE}).")
  private int connectors;

  @Option(
      names = "--times",
      defaultValue = "300",
      description = "How often each is asked for (default: ${DEFAULT-VALUE}).")
  private int times;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("list");
    report.setting("connectors", connectors);
    report.setting("times", times);
    try (BenchHome home = options.open()) {
      home.up("--rate", "0");
      Api api = home.api();
      String organization = api.get("/api/v1/me").at("/organization/id").asText();
      String installs = "/api/v1/organizations/" + organization + "/installs";
      String install = installs + "/" + api.get(installs).at("/0/id").asText();
      define(api, install);
      for (String path : List.of("/connectors", "/connectors?limit=50", "/pipelines", "")) {
        measure(api, install + path, report, path.isEmpty() ? "the install" : path);
      }
    }
    report.publish(options.results(), System.out);
    return 0;
  }

  private void define(Api api, String install) throws Exception {
    ObjectNode connector = PrivateJson.JSON.createObjectNode().put("type", "postgres");
    connector
        .putObject("config")
        .put("hostname", "db.example.com")
        .put("database", "shop")
        .put("username", "reader");
    for (int i = 0; i < connectors; i++) {
      api.send("PUT", install + "/connectors/connector-" + i, connector);
    }
  }

  private void measure(Api api, String path, BenchReport report, String name) throws Exception {
    double[] millis = new double[times];
    for (int i = -WARM_UP; i < times; i++) {
      long begun = System.nanoTime();
      JsonNode answer = api.get(path);
      double took = (System.nanoTime() - begun) / NANOS_PER_MILLI;
      if (i >= 0) {
        millis[i] = took;
      } else if (answer.isEmpty()) {
        throw new IllegalStateException("Nothing at " + path);
      }
    }
    Percentiles all = new Percentiles(millis);
    report.figure(name + ", p50", all.at(50), "ms");
    report.figure(name + ", p95", all.at(95), "ms", "200");
  }
}
