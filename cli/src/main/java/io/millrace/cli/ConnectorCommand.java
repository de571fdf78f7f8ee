package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Table;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "connector",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Sources and destinations: what there is, what it was, and changes to it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace connector list",
      "  millrace connector get shop -o yaml",
      "  millrace connector create -f shop.yaml",
      "  millrace connector test shop",
      "  millrace connector history shop",
      "  millrace connector rollback shop 3",
      "  millrace connector types"
    },
    subcommands = {
      ListCommand.class,
      ObjectCommands.Get.class,
      ObjectCommands.Create.class,
      ObjectCommands.Delete.class,
      HistoryCommands.History.class,
      HistoryCommands.Rollback.class,
      HistoryCommands.Diff.class,
      TestConnectionCommand.class,
      ConnectorCommand.Types.class
    })
final class ConnectorCommand implements OfKind, Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Kind kind() {
    return Kind.CONNECTOR;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(OUT);
    }
  }

  @Command(
      name = "types",
      mixinStandardHelpOptions = true,
      description = "The types of connectors, what they can be, and what was tried of them.",
      footerHeading = "%nExample:%n",
      footer = "  millrace connector types -o yaml")
  static final class Types implements Callable<Integer> {

    @Mixin private InstallOption installOption = new InstallOption();

    @Mixin private FormatOption formatOption = new FormatOption();

    @Override
    public Integer call() throws IOException {
      JsonNode types = installOption.api().get("/connector-types");
      switch (formatOption.format()) {
        case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(types));
        case YAML -> OUT.print(Yaml.write(types));
        case TABLE -> {
          Table table = new Table("TYPE", "TITLE", "SOURCE", "DESTINATION");
          for (JsonNode type : types) {
            table.row(
                type.path("type").asText(),
                type.path("title").asText(),
                verified(type, "SOURCE"),
                verified(type, "DESTINATION"));
          }
          table.print(OUT);
        }
      }
      return 0;
    }

    private static String verified(JsonNode type, String role) {
      String verified = type.path("verified").path(role).asText();
      return verified.isEmpty() ? "-" : verified.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
