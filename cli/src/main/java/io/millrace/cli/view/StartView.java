package io.millrace.cli.view;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What is seen while Millrace starts: each part as it comes up. In a terminal the lines are
/// written over; elsewhere each change is a line.
public final class StartView {

  private static final Duration LIMIT = Duration.ofMinutes(15);

  /// A part that is broken for so long will not mend itself in time.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// A user's own table may be empty.
  private static final Duration FIRST_ROW_LIMIT = Duration.ofSeconds(30);

  private static final long PACE_MILLIS = 100;
  private static final int LOG_LINES = 8;

  private final Home home;
  private final Settings settings;
  private final Instant started;
  private final Running running;
  private final Map<String, String> shown = new HashMap<>();
  private final Map<String, Long> ready = new HashMap<>();
  private int linesUp;

  /// How it ended.
  ///
  /// @param firstRow how long after the start a row arrived; empty if none did yet
  public record Outcome(boolean well, Optional<Duration> firstRow, Duration took) {}

  /// @param started when the command began
  public StartView(Home home, Settings settings, Instant started) {
    this.home = home;
    this.settings = settings;
    this.started = started;
    this.running = new Running(home);
  }

  /// PostgreSQL is on its way.
  public void fetching(long bytes, long total) {
    String line =
        "  fetching PostgreSQL: " + Terminal.bytes(bytes) + " of " + Terminal.bytes(total);
    OUT.print(Terminal.live() ? "\r\u001b[2K" + line + (bytes >= total ? "\n" : "") : line + "\n");
    OUT.flush();
  }

  /// Waits until everything runs and, if there is a pipeline, rows arrive; or until that will not
  /// come to be.
  ///
  /// @param begun the host's process, if it was started just now: it may take long until it holds
  ///   the home
  public Outcome await(Optional<ProcessHandle> begun) throws IOException, InterruptedException {
    long brokenSince = -1;
    long allSince = -1;
    while (millis() < LIMIT.toMillis()) {
      boolean coming = begun.filter(ProcessHandle::isAlive).isPresent();
      boolean alive = running.hostAlive();
      JsonNode host = running.host();
      JsonNode runner = running.runner();
      List<Part> components = Part.ofComponents(runner);
      List<Part> pipelines = Part.ofPipelines(runner);
      List<Part> all = new ArrayList<>(Part.ofHost(host));
      all.addAll(components);
      boolean partsRun = !components.isEmpty() && all.stream().allMatch(Part::running);
      all.addAll(pipelines);
      boolean flowing = pipelines.isEmpty() || !pipelines.stream().allMatch(Part::halted);
      Optional<Duration> firstRow = firstRow(host);
      draw(all, flowing, firstRow.isPresent());
      if (!alive && !coming) {
        hostEnded();
        return new Outcome(false, Optional.empty(), took());
      }
      boolean up =
          alive
              && partsRun
              && pipelines.stream().allMatch(each -> each.running() || each.halted())
              && host.path("waitingFor").asText("?").isEmpty()
              && (settings.pipeline() == null || !pipelines.isEmpty());
      allSince = !up ? -1 : allSince < 0 ? millis() : allSince;
      if (up && (firstRow.isPresent() || !flowing || !rowsAreDue(allSince))) {
        return new Outcome(true, firstRow, took());
      }
      List<Part> broken = all.stream().filter(Part::broken).toList();
      brokenSince = broken.isEmpty() ? -1 : brokenSince < 0 ? millis() : brokenSince;
      if (brokenSince >= 0 && millis() - brokenSince > PATIENCE.toMillis()) {
        explain(broken);
        return new Outcome(false, Optional.empty(), took());
      }
      TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
    }
    OUT.println(Terminal.red("Not everything runs after " + LIMIT.toMinutes() + " minutes."));
    String trouble = running.host().path("trouble").asText();
    if (!trouble.isEmpty()) {
      OUT.println("  " + trouble);
    }
    OUT.println("  See: millrace status, millrace logs, millrace doctor");
    return new Outcome(false, Optional.empty(), took());
  }

  /// Whether it is worth waiting for a row, some time after all was up.
  private boolean rowsAreDue(long allSince) {
    if (settings.demo()) {
      return settings.rate() > 0;
    }
    return settings.pipeline() != null && millis() - allSince < FIRST_ROW_LIMIT.toMillis();
  }

  private Optional<Duration> firstRow(JsonNode host) {
    if (!host.hasNonNull("firstRowAt")) {
      return Optional.empty();
    }
    Instant at = Instant.parse(host.get("firstRowAt").asText());
    // Of a host that ran before this command, it may be long ago.
    return Optional.of(at.isBefore(started) ? Duration.ZERO : Duration.between(started, at));
  }

  private void draw(List<Part> found, boolean flowing, boolean rowArrived) {
    List<Part> parts = new ArrayList<>(found);
    if (settings.pipeline() != null && !found.isEmpty() && flowing) {
      parts.add(Part.firstRow(rowArrived));
    }
    if (Terminal.live()) {
      StringBuilder screen = new StringBuilder();
      if (linesUp > 0) {
        screen.append("\u001b[").append(linesUp).append("A");
      }
      parts.forEach(part -> screen.append("\u001b[2K").append(line(part)).append('\n'));
      screen.append("\u001b[J");
      OUT.print(screen);
      OUT.flush();
      linesUp = parts.size();
    } else {
      for (Part part : parts) {
        String state = part.state() + part.reason() + (part.fetchedBytes() >> 25);
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
    long time = part.running() ? ready.getOrDefault(part.name(), 0L) : millis();
    String detail =
        part.totalBytes() > 0
            ? Terminal.bytes(part.fetchedBytes()) + " of " + Terminal.bytes(part.totalBytes())
            : part.reason();
    String line =
        String.format(
            "  %s %-20s %8s  %s",
            Terminal.mark(part.state()),
            part.name(),
            Terminal.seconds(time),
            Terminal.fitted(detail, 35));
    return line.stripTrailing();
  }

  private void explain(List<Part> broken) throws IOException {
    OUT.println();
    for (Part part : broken) {
      OUT.println(Terminal.red(part.name() + " is broken.") + " " + part.reason());
      if (!part.nextStep().isEmpty()) {
        OUT.println("  " + part.nextStep());
      }
      tail(part.name());
    }
    String trouble = running.host().path("trouble").asText();
    if (!trouble.isEmpty()) {
      OUT.println("  " + trouble);
    }
    OUT.println("What runs goes on running. When it is mended: millrace up");
  }

  private void hostEnded() throws IOException {
    OUT.println();
    OUT.println(Terminal.red("The host, which looks after all parts, has ended."));
    tail("host");
    OUT.println("  Start again with: millrace up. If it ends again: millrace doctor");
  }

  private void tail(String part) throws IOException {
    List<String> lines = LogFollower.tail(home.log(part), LOG_LINES);
    if (!lines.isEmpty()) {
      OUT.println("  The newest lines of its log, " + home.log(part) + ":");
      lines.forEach(line -> OUT.println(Terminal.faint("    " + line)));
    }
  }

  private long millis() {
    return took().toMillis();
  }

  private Duration took() {
    return Duration.between(started, Instant.now());
  }
}
