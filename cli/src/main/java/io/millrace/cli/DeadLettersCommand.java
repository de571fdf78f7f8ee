package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Table;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how many rows the destination refused, and why; tries them again, or throws them away.",
      "What is set aside meanwhile is left alone. Of a row that has changed since, the newer version"
          + " stays."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace pipeline dead-letters orders",
      "  millrace pipeline dead-letters orders --replay"
    })
final class DeadLettersCommand implements Callable<Integer> {

  @Mixin private InstallOption installOption = new InstallOption();
  @Mixin private FormatOption formatOption = new FormatOption();

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @ArgGroup private Action action = new Action();

  @Option(names = "--yes", description = "Do not ask before rows are thrown away.")
  private boolean yes;

  /// One of them, or none.
  static final class Action {
    @Option(names = "--replay", description = "Try the rows again.")
    private boolean replay;

    @Option(names = "--discard", description = "Throw the rows away. Asks first.")
    private boolean discard;
  }

  @Override
  public Integer call() throws IOException {
    InstallOption.Target target = installOption.open();
    JsonNode letters = letters(target);
    if (!action.replay && !action.discard) {
      show(letters);
      return 0;
    }
    if (letters == null) {
      OUT.println("No row of the pipeline " + name + " is set aside.");
      return 0;
    }
    if (action.discard && !yes && !confirmed(letters)) {
      OUT.println("Nothing was discarded.");
      return 1;
    }
    String path = ObjectCommands.path(target, Kind.PIPELINE, name) + "/dead-letters/";
    JsonNode nothing = PrivateJson.JSON.createObjectNode();
    JsonNode answer =
        target
            .api()
            .send("POST", path + (action.replay ? "replay" : "discard"), nothing, Map.of())
            .body();
    OUT.println(
        rows(answer.path("count").asLong())
            + (action.replay ? " to be tried again." : " to be thrown away."));
    return 0;
  }

  private static boolean confirmed(JsonNode letters) {
    OUT.println(
        rows(letters.path("count").asLong())
            + " to be thrown away, and will never arrive unless the source changes them again.");
    return Question.confirmed("discard");
  }

  private static String rows(long count) {
    return count == 1 ? "1 row is" : count + " rows are";
  }

  /// Null when there are none.
  private @Nullable JsonNode letters(InstallOption.Target target) throws IOException {
    for (JsonNode pipeline : target.api().get(target.path()).path("pipelines")) {
      if (pipeline.path("name").asText().equals(name)) {
        JsonNode letters = pipeline.path("deadLetters");
        return letters.path("count").asLong() == 0 ? null : letters;
      }
    }
    throw new IOException("There is no pipeline \"" + name + "\".");
  }

  private void show(@Nullable JsonNode letters) throws IOException {
    JsonNode shown =
        letters == null ? PrivateJson.JSON.createObjectNode().put("count", 0) : letters;
    switch (formatOption.format()) {
      case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(shown));
      case YAML -> OUT.print(Yaml.write(shown));
      case TABLE -> {
        if (letters == null) {
          OUT.println("No row of the pipeline " + name + " is set aside.");
          return;
        }
        Table table = new Table("ROWS", "WHY");
        for (JsonNode each : letters.path("reasons")) {
          table.row(each.path("count").asText(), each.path("reason").asText());
        }
        table.print(OUT);
        OUT.println();
        OUT.println(
            rows(letters.path("count").asLong())
                + " set aside, the last at "
                + letters.path("newestAt").asText()
                + ". Mend the destination or the rows, then give --replay.");
      }
    }
  }
}
