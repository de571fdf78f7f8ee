package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tables on their way: what flows, what it was, and changes to it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace pipeline list --watch",
      "  millrace pipeline list --tag shop -o json",
      "  millrace pipeline create -f orders.yaml",
      "  millrace pipeline pause orders",
      "  millrace pipeline diff orders 2 5",
      "  millrace pipeline rollback orders 2",
      "  millrace pipeline dead-letters orders --replay",
      "  millrace pipeline snapshot orders --table public.orders",
      "  millrace pipeline restart orders --part source",
      "  millrace pipeline reset orders"
    },
    subcommands = {
      ListCommand.class,
      ObjectCommands.Get.class,
      ObjectCommands.Create.class,
      ObjectCommands.Delete.class,
      HistoryCommands.History.class,
      HistoryCommands.Rollback.class,
      HistoryCommands.Diff.class,
      DeadLettersCommand.class,
      SnapshotCommand.class
    })
final class PipelineCommand implements OfKind, Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Kind kind() {
    return Kind.PIPELINE;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(OUT);
    }
  }

  @Command(mixinStandardHelpOptions = true, description = "Pause a pipeline; it keeps its place.")
  int pause(@Mixin InstallOption install, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    return runState(install, name, "PAUSED", "paused");
  }

  @Command(mixinStandardHelpOptions = true, description = "Let a pipeline run on.")
  int resume(@Mixin InstallOption install, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    return runState(install, name, "RUNNING", "running");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Stop a pipeline: nothing of it runs, and it keeps its place.")
  int stop(@Mixin InstallOption install, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    return runState(install, name, "STOPPED", "stopped");
  }

  /// What can be restarted by itself.
  enum Part {
    SOURCE,
    DESTINATION,
    TRANSFORMS
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Restart a pipeline's connectors, or one part of it; positions are kept.")
  int restart(
      @Mixin InstallOption install,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--part",
              paramLabel = "PART",
              description = "Only that: ${COMPLETION-CANDIDATES}. In any case of letters.")
          @Nullable Part part)
      throws IOException {
    InstallOption.Target target = install.open();
    JsonNode nothing = PrivateJson.JSON.createObjectNode();
    String query = part == null ? "" : "?part=" + part;
    target.api().send("POST", path(target, name) + "/restart" + query, nothing, Map.of());
    OUT.println(
        part == null
            ? "The pipeline " + name + " is to be restarted."
            : "Of the pipeline " + name + " the part " + part + " is to be restarted.");
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Start a pipeline's source anew, as if the pipeline had just been made. Asks first.",
        "Its position is forgotten, and all tables are read again. Rows in the destination are"
            + " written again; none is deleted there."
      })
  int reset(
      @Mixin InstallOption install,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    InstallOption.Target target = install.open();
    target.api().send("GET", path(target, name), null, Map.of());
    if (!yes) {
      OUT.println(
          "The source of "
              + name
              + " forgets its position and reads all tables again. A row that is"
              + " deleted in the source until then stays in the destination.");
      if (!Question.confirmed("reset")) {
        OUT.println("Nothing was reset.");
        return 1;
      }
    }
    JsonNode nothing = PrivateJson.JSON.createObjectNode();
    target.api().send("POST", path(target, name) + "/reset", nothing, Map.of());
    OUT.println("The pipeline " + name + " is to be reset.");
    return 0;
  }

  private static int runState(InstallOption install, String name, String state, String word)
      throws IOException {
    InstallOption.Target target = install.open();
    JsonNode wish = PrivateJson.JSON.createObjectNode().put("runState", state);
    target.api().send("PATCH", path(target, name), wish, Map.of());
    OUT.println("The pipeline " + name + " is to be " + word + ".");
    return 0;
  }

  private static String path(InstallOption.Target target, String name) {
    return ObjectCommands.path(target, Kind.PIPELINE, name);
  }
}
