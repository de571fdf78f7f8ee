package io.millrace.cli.view;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What is seen while Millrace starts: each part as it comes up, and at the end what runs where. In
/// a terminal the lines are written over; elsewhere each change is a line.
public final class StartView {

  private static final Duration LIMIT = Duration.ofMinutes(15);

  /// A part that is broken for so long will not mend itself in time.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Settings settings;
  private final long started;
  private final Running running;
  private final Map<String, String> shown = new HashMap<>();
  private final Map<String, Long> ready = new HashMap<>();
  private int linesUp;
  private long firstRowMillis = -1;

  /// @param started when the command began, by [System#nanoTime]
  public StartView(Home home, Settings settings, long started) {
    this.settings = settings;
    this.started = started;
    this.running = new Running(home);
  }

  /// PostgreSQL is on its way.
  public void fetching(long bytes, long total) {
    OUT.printf("  fetching PostgreSQL: %s of %s%n", Terminal.bytes(bytes), Terminal.bytes(total));
  }

  /// Waits until everything runs and, if there is a pipeline, rows arrive.
  ///
  /// @return whether it came to that
  public boolean await(Credentials credentials) throws IOException, InterruptedException {
    long brokenSince = -1;
    while (millis() < LIMIT.toMillis()) {
      JsonNode host = running.host();
      JsonNode runner = running.runner();
      List<Part> parts = new ArrayList<>(Part.ofHost(host));
      parts.addAll(Part.ofComponents(runner));
      List<Part> pipelines = Part.ofPipelines(runner);
      draw(parts, pipelines);
      boolean all =
          !Part.ofComponents(runner).isEmpty()
              && parts.stream().allMatch(Part::running)
              && host.path("waitingFor").asText("?").isEmpty();
      if (all && (settings.pipeline() == null || rowsArrived(pipelines))) {
        finish(parts, credentials);
        return true;
      }
      List<Part> broken = new ArrayList<>();
      parts.stream().filter(Part::broken).forEach(broken::add);
      pipelines.stream().filter(Part::broken).forEach(broken::add);
      brokenSince = broken.isEmpty() ? -1 : brokenSince < 0 ? millis() : brokenSince;
      if (brokenSince >= 0 && millis() - brokenSince > PATIENCE.toMillis()) {
        explain(broken, host);
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    OUT.println(Terminal.red("Not everything runs after " + LIMIT.toMinutes() + " minutes."));
    OUT.println("  See: millrace status, millrace logs, millrace doctor");
    return false;
  }

  private boolean rowsArrived(List<Part> pipelines) {
    if (firstRowMillis >= 0) {
      return true;
    }
    Settings.Flow flow = settings.pipeline();
    if (flow == null || pipelines.stream().noneMatch(Part::running)) {
      return false;
    }
    try (Connection connection = DemoDatabase.connect(flow.destination());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT 1 FROM " + flow.tables().getFirst().destination() + " LIMIT 1")) {
      if (row.next()) {
        firstRowMillis = millis();
      }
    } catch (SQLException e) {
      // The table is not there yet.
    }
    return firstRowMillis >= 0;
  }

  private void draw(List<Part> parts, List<Part> pipelines) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(pipelines);
    if (Terminal.live()) {
      StringBuilder screen = new StringBuilder();
      if (linesUp > 0) {
        screen.append("\u001b[").append(linesUp).append("A");
      }
      all.forEach(part -> screen.append("\u001b[2K").append(line(part)).append('\n'));
      OUT.print(screen);
      OUT.flush();
      linesUp = all.size();
    } else {
      for (Part part : all) {
        String state = part.state() + part.reason();
        if (!state.equals(shown.put(part.name(), state))) {
          OUT.println(line(part));
        }
      }
    }
  }

  private String line(Part part) {
    if (part.running()) {
      ready.putIfAbsent(part.name(), millis());
    }
    String time = part.running() ? Terminal.seconds(ready.getOrDefault(part.name(), 0L)) : "";
    String detail =
        part.totalBytes() > 0
            ? Terminal.bytes(part.fetchedBytes()) + " of " + Terminal.bytes(part.totalBytes())
            : part.reason();
    return String.format(
        "  %s %-20s %8s  %s",
        Terminal.mark(part.state()), part.name(), time, Terminal.faint(detail));
  }

  private void explain(List<Part> broken, JsonNode host) {
    OUT.println();
    for (Part part : broken) {
      OUT.println(Terminal.red(part.name() + " is broken.") + " " + part.reason());
      OUT.println("  " + part.nextStep());
      OUT.println("  Its log: millrace logs " + part.name());
    }
    if (!host.path("trouble").asText().isEmpty()) {
      OUT.println("  " + host.path("trouble").asText());
    }
  }

  private void finish(List<Part> parts, Credentials credentials) throws IOException {
    OUT.println();
    long memory = parts.stream().mapToLong(Part::residentBytes).sum();
    OUT.println(
        "Millrace runs, in "
            + Terminal.seconds(millis())
            + " and "
            + Terminal.bytes(memory)
            + " of memory.");
    int offset = settings.portOffset();
    address("Kafka", "127.0.0.1:" + (9092 + offset));
    address("Connect", "http://127.0.0.1:" + (8083 + offset));
    address("Registry", "http://127.0.0.1:" + (8081 + offset));
    address("Flink", "http://127.0.0.1:" + (8082 + offset));
    Settings.Flow flow = settings.pipeline();
    if (flow != null) {
      address("Source", DemoDatabase.url(flow.source()));
      address("Destination", DemoDatabase.url(flow.destination()));
      if (firstRowMillis >= 0) {
        OUT.println(
            "  pipeline "
                + flow.name()
                + ": rows arrive since "
                + Terminal.seconds(firstRowMillis));
      }
    }
    OUT.println();
    OUT.println(
        "Console: " + Terminal.bold(link(settings, credentials).orElse(settings.consoleUrl())));
    OUT.println("Next:    millrace status · millrace logs -f · millrace down");
  }

  private static void address(String name, String where) {
    OUT.printf("  %-12s %s%n", name, where);
  }

  /// A link that logs in once; empty if the control plane cannot make one now.
  public static Optional<String> link(Settings settings, Credentials credentials) {
    try {
      ControlPlaneApi api = new ControlPlaneApi(settings.consoleUrl(), credentials.apiKey());
      String organization = api.get("/me").path("organization").path("id").asText();
      return Optional.of(
          api.post(
                  "/organizations/" + organization + "/console-links",
                  PrivateJson.JSON.createObjectNode())
              .path("url")
              .asText());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private long millis() {
    return (System.nanoTime() - started) / 1_000_000;
  }
}
