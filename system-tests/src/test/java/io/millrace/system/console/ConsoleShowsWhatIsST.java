package io.millrace.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The console in Chromium shows live figures that agree with what the destination itself says. The
/// pictures of both themes at two widths are in `target/console`.
@SharesMillrace(demo = true)
class ConsoleShowsWhatIsST {

  @Test
  void liveFiguresMatchADirectQueryOfTheDestination(Rig rig) throws Exception {
    rig.generate(40);
    rig.awaitAllRunning(Duration.ofMinutes(2));
    long before = changesSeen(rig);
    Instant from = Instant.now();
    JsonNode page = console(rig);
    double seconds = Duration.between(from, Instant.now()).toMillis() / 1000.0;
    double rateInDestination = (changesSeen(rig) - before) / seconds;

    assertThat(page.path("faults")).as(page.toString()).isEmpty();
    JsonNode newest = page.path("figures").get(page.path("figures").size() - 1);
    assertThat(newest.path("stale").asBoolean()).isFalse();
    assertThat(newest.path("lagRecords").asLong()).isBetween(0L, 200L);
    assertThat(newest.path("latencyMillis").asDouble()).isBetween(1.0, 5_000.0);
    assertThat(newest.path("recordsPerSecond").asDouble())
        .isBetween(rateInDestination * 0.5, rateInDestination * 1.5);
    for (JsonNode component : page.path("components")) {
      assertThat(component.path("state").asText()).as(component.toString()).isEqualTo("Running");
    }
    JsonNode parts = page.path("parts");
    assertThat(parts.path("tasks")).hasSize(3);
    assertThat(parts.path("tasks"))
        .allSatisfy(task -> assertThat(task.asText()).isEqualTo("Running"));
    assertThat(parts.path("topics").findValuesAsText("name"))
        .containsExactly(
            "millrace.orders.replays",
            "orders.dead-letters",
            "orders.public.orders",
            "orders.public.orders.transformed");
    assertThat(parts.at("/topics/3/records").asLong()).isGreaterThan(before / 2);
    assertThat(page.path("screenshots")).hasSize(36);
  }

  /// How many changes PostgreSQL itself counts on the destination's table.
  private static long changesSeen(Rig rig) throws Exception {
    try (var connection = rig.orders().destination();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables WHERE relname ="
                    + " 'orders'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static JsonNode console(Rig rig) throws Exception {
    Path folder = Rig.ROOT.resolve("target/console");
    Files.createDirectories(folder);
    Path output = folder.resolve("figures.json");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "node",
                "e2e/console.e2e.mjs",
                "--url",
                "http://localhost:" + rig.port(8080),
                "--folder",
                folder.toAbsolutePath().toString(),
                "--pipeline",
                "orders",
                "--samples",
                "5"));
    builder.directory(Rig.ROOT.resolve("console").toFile());
    builder.environment().put("MILLRACE_API_KEY", rig.apiKey());
    builder.redirectError(folder.resolve("errors.log").toFile());
    builder.redirectOutput(output.toFile());
    Process script = builder.start();
    assertThat(script.waitFor(3, TimeUnit.MINUTES)).as("the script ends").isTrue();
    assertThat(script.exitValue()).as(Files.readString(output)).isZero();
    return new ObjectMapper().readTree(output.toFile());
  }
}
