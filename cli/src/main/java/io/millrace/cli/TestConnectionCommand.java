package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Tries a connector from inside the data plane: whether it is reached, lets the user in, and is"
          + " set up for its part. Changes nothing.",
      "Ends with 1 if something is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace connector test shop",
      "  millrace connector test shop --table public.orders",
      "  millrace connector test warehouse --as DESTINATION"
    })
final class TestConnectionCommand implements Callable<Integer> {

  private enum Role {
    SOURCE,
    DESTINATION
  }

  @Mixin private InstallOption installOption = new InstallOption();

  @Parameters(paramLabel = "NAME", description = "The connector.")
  private String name = "";

  @Option(
      names = "--as",
      paramLabel = "ROLE",
      defaultValue = "SOURCE",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Role role = Role.SOURCE;

  @Option(
      names = "--table",
      paramLabel = "SCHEMA.TABLE",
      description = "A table that is to be used; may be given again.")
  private List<String> tables = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    InstallOption.Target target = installOption.open();
    JsonNode connector = target.api().get(ObjectCommands.path(target, Kind.CONNECTOR, name));
    ObjectNode request = PrivateJson.JSON.createObjectNode();
    request.put("role", role.name()).put("name", name).set("type", connector.path("type"));
    request.set("config", connector.path("config"));
    tables.forEach(request.putArray("tables")::add);
    return show(target.errand("connection-tests", request));
  }

  private static int show(JsonNode test) {
    for (JsonNode step : test.path("steps")) {
      String mark =
          step.path("ok").isNull()
              ? Terminal.faint("·")
              : Terminal.mark(step.path("ok").asBoolean() ? "RUNNING" : "BROKEN");
      OUT.println(
          mark + " " + step.path("name").asText().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    for (JsonNode finding : test.path("findings")) {
      OUT.println();
      OUT.println(Terminal.bold(finding.path("what").asText()));
      OUT.println("  " + finding.path("why").asText());
      OUT.println("  " + finding.path("nextStep").asText());
    }
    return test.path("findings").isEmpty() ? 0 : 1;
  }
}
