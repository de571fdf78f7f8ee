package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.check.Finding;
import io.millrace.cli.check.Finding.Severity;
import io.millrace.cli.check.Machine;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.cli.view.Format;
import io.millrace.cli.view.Part;
import io.millrace.cli.view.Summary;
import io.millrace.cli.view.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows what runs, with state, reason and memory. Works with the control plane down.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it runs", "1:it does not"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace status",
      "  millrace status -o json | jq '.parts[] | select(.state != \"RUNNING\")'"
    })
final class StatusCommand implements Callable<Integer> {

  @Mixin private HomeOption homeOption = new HomeOption();

  @Mixin private FormatOption formatOption = new FormatOption();

  @Override
  public Integer call() throws IOException {
    Home home = homeOption.home();
    Running running = new Running(home);
    boolean alive = running.hostAlive();
    Optional<Settings> settings = Settings.read(home);
    switch (formatOption.format()) {
      case Format.JSON ->
          OUT.println(PrivateJson.JSON.writeValueAsString(json(home, running, alive, settings)));
      case Format.YAML -> OUT.print(Yaml.write(json(home, running, alive, settings)));
      case Format.TABLE -> print(home, running, alive, settings);
    }
    return alive ? 0 : 1;
  }

  private static ObjectNode json(
      Home home, Running running, boolean alive, Optional<Settings> settings) throws IOException {
    JsonNode host = running.host();
    JsonNode runner = running.runner();
    ObjectNode root = PrivateJson.JSON.createObjectNode();
    root.put("running", alive);
    root.put("waitingFor", host.path("waitingFor").asText());
    root.put("trouble", host.path("trouble").asText());
    root.put("generated", host.path("generated").asLong());
    ArrayNode parts = root.putArray("parts");
    for (Part part : Summary.parts(home)) {
      ObjectNode node = PrivateJson.JSON.valueToTree(part);
      settings.ifPresent(known -> node.put("address", Summary.address(part.name(), known)));
      parts.add(node);
    }
    root.set("pipelines", runner.path("pipelines").deepCopy());
    root.set("problems", runner.path("problems").deepCopy());
    ObjectNode link = root.putObject("runner");
    link.put("connected", runner.path("connected").asBoolean());
    link.put("acceptedGeneration", runner.path("acceptedGeneration").asLong());
    link.put("convergedGeneration", runner.path("convergedGeneration").asLong());
    settings.ifPresent(
        known -> {
          root.put("consoleUrl", known.consoleUrl());
          Settings.Flow flow = known.pipeline();
          if (flow != null && known.demo()) {
            ObjectNode demo = root.putObject("demo");
            demo.put("sourceUrl", url(flow.source()));
            demo.put("destinationUrl", url(flow.destination()));
          }
        });
    return root;
  }

  /// With the password: of the demo's databases, which hold nothing to protect.
  private static String url(Settings.Database database) {
    return DemoDatabase.url(database)
        + "?user="
        + database.user()
        + "&password="
        + database.password();
  }

  private static void print(Home home, Running running, boolean alive, Optional<Settings> settings)
      throws IOException {
    List<Part> parts = Summary.parts(home);
    if (!alive) {
      OUT.println(
          (parts.isEmpty() ? "Millrace does not run in " : "The host has ended in ")
              + home.root()
              + ". Start it with: millrace up");
      if (parts.isEmpty()) {
        return;
      }
    }
    JsonNode runner = running.runner();
    OUT.printf(
        Locale.ROOT, "  %-20s %-10s %10s %9s %8s%n", "NAME", "STATE", "MEMORY", "RESTARTS", "PID");
    long total = 0;
    for (Part part : parts) {
      total += part.residentBytes();
      OUT.printf(
          Locale.ROOT,
          "%s %-20s %-10s %10s %9d %8d  %s%n",
          Terminal.mark(part.state()),
          part.name(),
          part.state(),
          Terminal.bytes(part.residentBytes()),
          part.restarts(),
          part.pid(),
          part.reason());
      if (!part.nextStep().isEmpty()) {
        OUT.println("    " + Terminal.faint(part.nextStep()));
      }
    }
    OUT.printf(Locale.ROOT, "  %-20s %-10s %10s%n", "", "", Terminal.bytes(total));
    pipelines(runner);
    for (JsonNode problem : runner.path("problems")) {
      OUT.println();
      OUT.println(Terminal.red(problem.path("what").asText()));
      OUT.println("  " + problem.path("why").asText());
      OUT.println("  " + problem.path("nextStep").asText());
    }
    disk(home);
    OUT.println();
    OUT.println(
        runner.path("connected").asBoolean()
            ? "The runner is connected to the control plane."
            : "The runner is not connected to the control plane; the data plane goes on.");
    settings.ifPresent(
        known ->
            OUT.println(
                "Console: "
                    + known.consoleUrl()
                    + "   (a link that logs you in: millrace console)"));
  }

  /// Also where nobody can write any more what is wrong.
  private static void disk(Home home) {
    Finding disk = Machine.disk(home.root());
    if (disk.severity() == Severity.BROKEN) {
      OUT.println();
      OUT.println(Terminal.red(disk.what()));
      OUT.println("  " + disk.nextStep());
    }
  }

  private static void pipelines(JsonNode runner) {
    if (runner.path("pipelines").isEmpty()) {
      return;
    }
    OUT.println();
    OUT.printf(
        Locale.ROOT, "  %-20s %-10s %10s %9s %9s%n", "PIPELINE", "STATE", "LATENCY", "LAG", "RATE");
    for (JsonNode pipeline : runner.path("pipelines")) {
      JsonNode metrics = pipeline.path("metrics");
      JsonNode status = pipeline.path("status");
      OUT.printf(
          Locale.ROOT,
          "%s %-20s %-10s %10s %9s %9s  %s%n",
          Terminal.mark(status.path("state").asText()),
          pipeline.path("name").asText(),
          status.path("state").asText(),
          metrics.hasNonNull("latencyMillis")
              ? Math.round(metrics.get("latencyMillis").asDouble()) + " ms"
              : "-",
          metrics.hasNonNull("lagRecords") ? metrics.get("lagRecords").asText() : "-",
          metrics.hasNonNull("recordsPerSecond")
              ? String.format(Locale.ROOT, "%.1f/s", metrics.get("recordsPerSecond").asDouble())
              : "-",
          status.path("reason").asText());
      if (!status.path("nextStep").asText().isEmpty()) {
        OUT.println("    " + Terminal.faint(status.path("nextStep").asText()));
      }
    }
  }
}
