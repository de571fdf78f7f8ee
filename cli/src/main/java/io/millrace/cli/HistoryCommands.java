package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Export;
import io.millrace.cli.code.TextDifference;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Table;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// What a connector or a pipeline was, and the way back.
final class HistoryCommands {

  private HistoryCommands() {}

  private static JsonNode revisions(InstallOption.Target target, Kind kind, String name)
      throws IOException {
    String path = ObjectCommands.path(target, kind, name) + "/revisions";
    return target.api().send("GET", path, null, Map.of()).body();
  }

  /// The object at a revision, as text; empty where it was deleted.
  private static String text(JsonNode revisions, Kind kind, long revision) throws IOException {
    for (JsonNode each : revisions) {
      if (each.path("revision").asLong() == revision) {
        return each.path("document").isObject()
            ? Yaml.write(Export.document(kind, each.path("document")))
            : "";
      }
    }
    throw new IOException(
        "There is no revision " + revision + "; the newest is " + newest(revisions) + ".");
  }

  private static long newest(JsonNode revisions) {
    return revisions.path(0).path("revision").asLong();
  }

  @Command(
      name = "history",
      mixinStandardHelpOptions = true,
      description = "Shows who changed one, when and how; also of a deleted one.")
  static final class History implements Callable<Integer> {

    @ParentCommand private @Nullable OfKind parent;
    @Mixin private InstallOption installOption = new InstallOption();
    @Mixin private FormatOption formatOption = new FormatOption();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public Integer call() throws IOException {
      JsonNode revisions = revisions(installOption.open(), ObjectCommands.kind(parent), name);
      switch (formatOption.format()) {
        case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(revisions));
        case YAML -> OUT.print(Yaml.write(revisions));
        case TABLE -> {
          Table table = new Table("REVISION", "AT", "BY", "ACTION");
          for (JsonNode each : revisions) {
            table.row(
                each.path("revision").asText(),
                each.path("at").asText(),
                each.at("/by/name").asText(),
                each.path("action").asText());
          }
          table.print(OUT);
        }
      }
      return 0;
    }
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Shows what changed between two revisions.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  millrace pipeline diff orders       what the last change did",
        "  millrace pipeline diff orders 2     from revision 2 to now",
        "  millrace pipeline diff orders 2 5"
      })
  static final class Diff implements Callable<Integer> {

    @ParentCommand private @Nullable OfKind parent;
    @Mixin private InstallOption installOption = new InstallOption();

    @Parameters(index = "0", paramLabel = "NAME")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FROM")
    private @Nullable Long from;

    @Parameters(index = "2", arity = "0..1", paramLabel = "TO")
    private @Nullable Long to;

    @Override
    public Integer call() throws IOException {
      Kind kind = ObjectCommands.kind(parent);
      JsonNode revisions = revisions(installOption.open(), kind, name);
      long second = to == null ? newest(revisions) : to;
      long first = from == null ? second - 1 : from;
      String before = first == 0 ? "" : text(revisions, kind, first);
      TextDifference.print(before, text(revisions, kind, second), OUT);
      return 0;
    }
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = {
        "Makes one what it was at a revision; also brings back a deleted one.",
        "That is a change like any other, and can be rolled back too."
      },
      footerHeading = "%nExample:%n",
      footer = "  millrace pipeline rollback orders 2 --dry-run")
  static final class Rollback implements Callable<Integer> {

    @ParentCommand private @Nullable OfKind parent;
    @Mixin private InstallOption installOption = new InstallOption();

    @Parameters(index = "0", paramLabel = "NAME")
    private String name = "";

    @Parameters(index = "1", paramLabel = "REVISION", description = "As history shows it.")
    private long revision;

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
      Kind kind = ObjectCommands.kind(parent);
      InstallOption.Target target = installOption.open();
      JsonNode revisions = revisions(target, kind, name);
      String then = text(revisions, kind, revision);
      TextDifference.print(text(revisions, kind, newest(revisions)), then, OUT);
      if (dryRun) {
        return 0;
      }
      target
          .api()
          .send(
              "POST",
              ObjectCommands.path(target, kind, name) + "/rollback",
              PrivateJson.JSON.createObjectNode().put("revision", revision),
              Map.of());
      OUT.println(
          "The " + ObjectCommands.word(kind) + " " + name + " is as at revision " + revision + ".");
      return 0;
    }
  }
}
