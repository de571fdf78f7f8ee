package io.millrace.cli.view;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What runs where, once it does.
public final class Summary {

  private Summary() {}

  /// The parts and components that there are, with their processes.
  public static List<Part> parts(Home home) throws IOException {
    Running running = new Running(home);
    List<Part> parts =
        new ArrayList<>(running.hostAlive() ? Part.ofHost(running.host()) : abandoned(home));
    Map<String, ProcessHandle> living = Supervisor.living(home.dataPlane());
    for (Part each : Part.ofComponents(running.runner())) {
      ProcessHandle process = living.get(each.name());
      parts.add(process == null ? each : each.withPid(process.pid()));
    }
    return parts;
  }

  private static List<Part> abandoned(Home home) {
    return Supervisor.living(home.run()).entrySet().stream()
        .map(each -> Part.abandoned(each.getKey(), each.getValue().pid()))
        .toList();
  }

  public static void print(
      Home home, Settings settings, Credentials credentials, StartView.Outcome outcome)
      throws IOException {
    List<Part> parts = parts(home);
    long memory = parts.stream().mapToLong(Part::residentBytes).sum();
    OUT.println();
    OUT.println(
        "Millrace runs, after "
            + Terminal.seconds(outcome.took().toMillis())
            + " and with "
            + Terminal.bytes(memory)
            + " of memory:");
    for (Part part : parts) {
      OUT.printf(
          Locale.ROOT,
          "  %-20s %-32s %9s  pid %d%n",
          part.name(),
          address(part.name(), settings),
          Terminal.bytes(part.residentBytes()),
          part.pid());
    }
    Settings.Flow flow = settings.pipeline();
    if (flow != null) {
      pipeline(flow, Part.ofPipelines(new Running(home).runner()), outcome.firstRow());
    }
    OUT.println();
    OUT.println(
        "Console  " + Terminal.bold(link(settings, credentials).orElse(settings.consoleUrl())));
    String at = home.root().equals(Home.ofUser()) ? "" : " --home " + home.root();
    OUT.println("Next     millrace status" + at + "     what runs, with rate, lag and latency");
    OUT.println("         millrace logs -f" + at + "    what it says");
    if (settings.demo()) {
      OUT.println("         millrace demo 500" + at + "   a busier shop");
    }
    OUT.println("         millrace down" + at + "       stop it; the data is kept");
  }

  private static void pipeline(
      Settings.Flow flow, List<Part> pipelines, Optional<Duration> firstRow) {
    OUT.println();
    OUT.println("Pipeline " + flow.name());
    OUT.println("  from " + DemoDatabase.url(flow.source()));
    OUT.println("  to   " + DemoDatabase.url(flow.destination()));
    Optional<Part> halted =
        pipelines.stream()
            .filter(each -> each.name().equals(flow.name()) && each.halted())
            .findFirst();
    if (halted.isPresent()) {
      OUT.println("  " + halted.get().reason() + " " + halted.get().nextStep());
    } else if (firstRow.isEmpty()) {
      OUT.println("  No row has arrived yet; it is ready for the first one");
    } else if (firstRow.get().isZero()) {
      OUT.println("  Rows arrive");
    } else {
      OUT.println("  The first row arrived after " + Terminal.seconds(firstRow.get().toMillis()));
    }
  }

  /// Where a part listens; empty if it listens nowhere.
  public static String address(String name, Settings settings) {
    String host = "127.0.0.1:";
    return switch (name) {
      case "control-plane" -> settings.consoleUrl();
      case "control-plane-db" -> host + Port.DATABASE.of(settings);
      case "demo-db" -> host + Port.DEMO.of(settings);
      case "kafka" -> host + Port.KAFKA.of(settings);
      case "schema-registry" -> "http://" + host + Port.REGISTRY.of(settings);
      case "connect" -> "http://" + host + Port.CONNECT.of(settings);
      case "flink-jobmanager" -> "http://" + host + Port.FLINK.of(settings);
      case "flink-sql-gateway" -> "http://" + host + Port.SQL_GATEWAY.of(settings);
      default -> "";
    };
  }

  /// A link that logs in once; empty if the control plane cannot make one now.
  public static Optional<String> link(Settings settings, Credentials credentials) {
    try {
      ControlPlaneApi api = new ControlPlaneApi(settings.consoleUrl(), credentials.apiKey());
      String organization = api.get("/me").path("organization").path("id").asText();
      JsonNode link =
          api.post(
              "/organizations/" + organization + "/console-links",
              PrivateJson.JSON.createObjectNode());
      return Optional.of(link.path("url").asText());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
