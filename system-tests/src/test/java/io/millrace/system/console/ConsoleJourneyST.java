package io.millrace.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A person makes the demo's pipeline from nothing in the console's forms, in Chromium; breaks it,
/// finds out why, mends it, rolls a change back, and deletes it. The password that is typed there
/// is sealed by the browser, and opened by the runner: otherwise no row would arrive. Pictures of
/// each step are in `target/journey`.
@SharesMillrace(demo = true)
class ConsoleJourneyST {

  @Test
  void aPipelineIsMadeBrokenUnderstoodMendedAndRolledBackInTheConsole(Rig rig) throws Exception {
    rig.generate(40);
    rig.awaitAllRunning(Duration.ofMinutes(2));
    JsonNode journey = journey(rig);

    assertThat(journey.path("faults")).as(journey.toString()).isEmpty();
    assertThat(journey.path("reason").asText()).containsIgnoringCase("password");
    assertThat(journey.path("rolledBack").asBoolean()).isTrue();
    assertThat(arrived(rig)).isPositive();
  }

  private static long arrived(Rig rig) throws Exception {
    try (Connection connection = rig.orders().destination();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM public.journey_orders")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static JsonNode journey(Rig rig) throws Exception {
    Path folder = Rig.ROOT.resolve("target/journey");
    Files.createDirectories(folder);
    Path output = folder.resolve("journey.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                "e2e/journey.mjs",
                "--url",
                "http://localhost:" + rig.port(8080),
                "--folder",
                folder.toAbsolutePath().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MILLRACE_API_KEY", rig.apiKey());
    JsonNode pipeline = rig.settings().path("pipeline");
    for (String end : List.of("source", "destination")) {
      JsonNode database = pipeline.path(end);
      command.addAll(List.of("--" + end + "-host", database.path("host").asText()));
      command.addAll(List.of("--" + end + "-port", database.path("port").asText()));
      command.addAll(List.of("--" + end + "-database", database.path("name").asText()));
      command.addAll(List.of("--" + end + "-user", database.path("user").asText()));
      builder
          .environment()
          .put(
              end.toUpperCase(java.util.Locale.ROOT) + "_PASSWORD",
              database.path("password").asText());
    }
    builder.command(command);
    builder.directory(Rig.ROOT.resolve("console").toFile());
    builder.redirectError(folder.resolve("errors.log").toFile());
    builder.redirectOutput(output.toFile());
    Process script = builder.start();
    assertThat(script.waitFor(8, TimeUnit.MINUTES)).as("the script ends").isTrue();
    return new ObjectMapper().readTree(output.toFile());
  }
}
