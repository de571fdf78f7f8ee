package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.code.Document;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "transform",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "The Flink SQL that rows pass: its tests, and what it would do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace transform test -f streaming/",
      "  millrace transform test orders",
      "  millrace transform preview orders public.orders --sql new.sql"
    },
    subcommands = {TransformCommand.Test.class, TransformCommand.Preview.class})
final class TransformCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(OUT);
    }
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Runs the tests of transforms in the install's Flink, on the rows that the tests give."
            + " Changes nothing, and reads no row of a table.",
        "Ends with 1 if one fails."
      },
      footerHeading = "%nA test stands beside its transform:%n",
      footer = {
        "  tables:",
        "    - source: public.orders",
        "      destination: public.orders",
        "      transform: SELECT id, total * 2 AS total FROM orders",
        "      tests:",
        "        - name: doubles",
        "          given: {orders: [{id: 1, total: 2.50}]}",
        "          expected: [{id: 1, total: 5.00}]"
      })
  static final class Test implements Callable<Integer> {

    @Mixin private InstallOption installOption = new InstallOption();

    @Option(
        names = {"-f", "--file"},
        paramLabel = "PATH",
        description = "A YAML file, or a folder of them, instead of what the install has.")
    private @Nullable Path file;

    @Parameters(
        paramLabel = "PIPELINE",
        arity = "0..1",
        description = "Only this pipeline's (default: all).")
    private @Nullable String only;

    @Override
    public Integer call() throws Exception {
      InstallOption.Target target = installOption.open();
      int passed = 0;
      int failed = 0;
      for (JsonNode pipeline : pipelines(target)) {
        for (JsonNode table : pipeline.path("tables")) {
          if (table.path("tests").isEmpty()) {
            continue;
          }
          JsonNode preview = new TransformPreviews(target).of(pipeline, table, 0);
          OUT.println(
              Terminal.bold(pipeline.path("name").asText()) + " " + table.path("source").asText());
          TransformPreviews.printProblem(preview);
          TransformPreviews.printTests(preview);
          int good = 0;
          for (JsonNode test : preview.path("tests")) {
            good += test.path("passed").asBoolean() ? 1 : 0;
          }
          passed += good;
          failed += table.path("tests").size() - good;
        }
      }
      if (passed + failed == 0) {
        throw new IOException("There are no tests. See: millrace transform test --help");
      }
      OUT.println(passed + " passed, " + failed + " failed");
      return failed == 0 ? 0 : 1;
    }

    private List<JsonNode> pipelines(InstallOption.Target target) throws Exception {
      List<JsonNode> all = new ArrayList<>();
      if (file == null) {
        target.api().get(target.path() + "/pipelines").forEach(all::add);
      } else if (Files.exists(file)) {
        Yaml.read(file).stream()
            .filter(each -> each.kind() == Kind.PIPELINE)
            .map(Document::fields)
            .forEach(all::add);
      } else {
        throw new IOException("There is no " + file + ".");
      }
      List<JsonNode> meant =
          all.stream()
              .filter(each -> only == null || each.path("name").asText().equals(only))
              .toList();
      if (only != null && meant.isEmpty()) {
        throw new IOException("There is no pipeline " + only + ".");
      }
      return meant;
    }
  }

  @Command(
      name = "preview",
      mixinStandardHelpOptions = true,
      description = {
        "Shows what a transform would do: the columns of its result, its tests, and how many rows it"
            + " makes of a sample of the table's. What runs is not touched.",
        "The sample's rows stay in the install; --rows prints them on its own machine."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  millrace transform preview orders public.orders",
        "  millrace transform preview orders public.orders --sql new.sql --rows"
      })
  static final class Preview implements Callable<Integer> {

    private static final int MOST_SHOWN = 20;

    @Mixin private InstallOption installOption = new InstallOption();
    @Mixin private FormatOption formatOption = new FormatOption();

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline.")
    private String name = "";

    @Parameters(
        index = "1",
        paramLabel = "SCHEMA.TABLE",
        description = "The table, as the source has it.")
    private String table = "";

    @Option(
        names = "--sql",
        paramLabel = "FILE",
        description = "Another SELECT than the pipeline's; - reads standard input.")
    private @Nullable String sql;

    @Option(
        names = "--sample",
        paramLabel = "ROWS",
        defaultValue = "1000",
        description = "How many rows to read, at most 10000 (default: ${DEFAULT-VALUE}).")
    private int sample;

    @Option(names = "--rows", description = "Print rows of the result; only inside the install.")
    private boolean rows;

    @Override
    public Integer call() throws Exception {
      InstallOption.Target target = installOption.open();
      JsonNode preview = new TransformPreviews(target).of(name, table, select(), sample);
      switch (formatOption.format()) {
        case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(preview));
        case YAML -> OUT.print(Yaml.write(preview));
        case TABLE -> print(preview);
      }
      if (rows) {
        printRows(target, preview);
      }
      boolean failed =
          preview.hasNonNull("problem")
              || preview.path("tests").findValuesAsText("passed").contains("false");
      return failed ? 1 : 0;
    }

    private Optional<String> select() throws IOException {
      if (sql == null) {
        return Optional.empty();
      }
      return Optional.of(
          sql.equals("-")
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(sql)));
    }

    private static void print(JsonNode preview) {
      TransformPreviews.printProblem(preview);
      if (!preview.path("columns").isEmpty()) {
        Table columns = new Table("COLUMN", "TYPE");
        for (JsonNode column : preview.path("columns")) {
          columns.row(column.path("name").asText(), column.path("type").asText());
        }
        columns.print(OUT);
      }
      TransformPreviews.printTests(preview);
      JsonNode sample = preview.path("sample");
      if (sample.isObject()) {
        OUT.println(
            "Of "
                + (sample.path("whole").asBoolean() ? "all " : "the first ")
                + sample.path("read").asLong()
                + " rows it makes "
                + sample.path("made").asLong()
                + ".");
      } else if (!preview.hasNonNull("problem")) {
        OUT.println("No sample: no pipeline of this name carries the table.");
      }
    }

    private static void printRows(InstallOption.Target target, JsonNode preview)
        throws IOException {
      Path kept =
          target.home().runner().resolve("previews").resolve(preview.path("id").asText() + ".json");
      if (!preview.path("sample").isObject()) {
        return;
      }
      if (!Files.exists(kept)) {
        throw new IOException(
            "The rows are not on this machine: they stay where the runner is, in its folder"
                + " previews.");
      }
      List<String> names = new ArrayList<>();
      preview.path("columns").forEach(each -> names.add(each.path("name").asText()));
      Table shown = new Table(names.toArray(String[]::new));
      JsonNode all = PrivateJson.JSON.readTree(Files.readString(kept));
      for (int i = 0; i < Math.min(MOST_SHOWN, all.size()); i++) {
        JsonNode row = all.get(i);
        shown.row(
            names.stream()
                .map(each -> row.hasNonNull(each) ? row.path(each).asText() : "NULL")
                .toArray(String[]::new));
      }
      OUT.println();
      shown.print(OUT);
      if (all.size() > MOST_SHOWN) {
        OUT.println("… and " + (all.size() - MOST_SHOWN) + " more in " + kept);
      }
    }
  }
}
