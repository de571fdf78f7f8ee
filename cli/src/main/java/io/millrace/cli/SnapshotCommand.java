package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = {
      "Reads tables of a pipeline again while changes go on: each row that is there is written again.",
      "Without --table all of its tables. A row that the destination has and the source has not is"
          + " left alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace pipeline snapshot orders --table public.orders --watch",
      "  millrace pipeline snapshot orders --show",
      "  millrace pipeline snapshot orders --cancel"
    })
final class SnapshotCommand implements Callable<Integer> {

  private static final int PACE_SECONDS = 1;
  private static final Set<String> THROUGH = Set.of("DONE", "CANCELLED");

  @Mixin private InstallOption installOption = new InstallOption();
  @Mixin private FormatOption formatOption = new FormatOption();

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @ArgGroup private Action action = new Action();

  @Option(
      names = {"-w", "--watch"},
      description = "Show how far it is until it is through.")
  private boolean watch;

  /// One of them; none begins one of all tables.
  static final class Action {
    @Option(
        names = "--table",
        paramLabel = "TABLE",
        description = "A table of the source, as schema.table; may be given several times.")
    private List<String> tables = List.of();

    @Option(names = "--show", description = "Only show how far the newest is.")
    private boolean show;

    @Option(names = "--cancel", description = "Read no more; what was read stays read.")
    private boolean cancel;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    InstallOption.Target target = installOption.open();
    String path = ObjectCommands.path(target, Kind.PIPELINE, name) + "/snapshots";
    JsonNode snapshot = done(target, path);
    show(snapshot);
    while (watch && !THROUGH.contains(snapshot.path("state").asText())) {
      TimeUnit.SECONDS.sleep(PACE_SECONDS);
      JsonNode now = newest(target, path);
      if (!now.equals(snapshot)) {
        show(now);
      }
      snapshot = now;
    }
    return 0;
  }

  private JsonNode done(InstallOption.Target target, String path) throws IOException {
    if (action.show) {
      return newest(target, path);
    }
    ObjectNode wish = PrivateJson.JSON.createObjectNode();
    if (action.cancel) {
      return target.api().send("POST", path + "/newest/cancel", wish, Map.of()).body();
    }
    if (!action.tables.isEmpty()) {
      action.tables.forEach(wish.putArray("tables")::add);
    }
    return target.api().send("POST", path, wish, Map.of()).body();
  }

  private static JsonNode newest(InstallOption.Target target, String path) throws IOException {
    return target.api().send("GET", path + "/newest", null, Map.of()).body();
  }

  private void show(JsonNode snapshot) throws IOException {
    switch (formatOption.format()) {
      case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(snapshot));
      case YAML -> OUT.print(Yaml.write(snapshot));
      case TABLE -> {
        Table table = new Table("TABLE", "STATE");
        for (JsonNode each : snapshot.path("tables")) {
          table.row(each.path("name").asText(), each.path("state").asText());
        }
        table.print(OUT);
        OUT.println();
        OUT.println(line(snapshot));
      }
    }
  }

  /// How far a snapshot is, in one sentence.
  static String line(JsonNode snapshot) {
    int all = snapshot.path("tables").size();
    int done = 0;
    for (JsonNode table : snapshot.path("tables")) {
      done += table.path("state").asText().equals("DONE") ? 1 : 0;
    }
    String tables = done + " of " + all + (all == 1 ? " table" : " tables");
    String rows = snapshot.path("rows").asText("0") + " rows";
    String percent =
        snapshot.hasNonNull("percent")
            ? ", " + (int) snapshot.path("percent").asDouble() + " %"
            : "";
    int skipped = snapshot.path("skipped").asInt();
    String left =
        skipped == 0 ? "" : " " + skipped + " could not be read; the log of Connect says why.";
    return switch (snapshot.path("state").asText()) {
      case "DONE" -> "Read again: " + tables + ", " + rows + "." + left;
      case "CANCELLED" -> "Cancelled after " + tables + " and " + rows + "." + left;
      case "READING" -> "Being read again: " + tables + " through, " + rows + percent + "." + left;
      default -> "To be read again once the source is ready: " + tables + " through.";
    };
  }
}
