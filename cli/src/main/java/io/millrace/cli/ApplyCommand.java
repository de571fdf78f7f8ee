package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.api.ApiProblem;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.code.Changes;
import io.millrace.cli.code.Document;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Makes connectors and pipelines what a folder or file says: all of it or nothing.",
      "",
      "Shows what changes. Secrets are sealed to the install's runner before anything is sent."
          + " Asks before it deletes."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is so, or with --dry-run: it could be so",
      "1:it was refused, and nothing was changed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace apply -f pipelines/ --dry-run",
      "  millrace apply -f pipelines/ --prune --yes",
      "  DB_PASSWORD=… millrace apply -f shop.yaml"
    })
final class ApplyCommand implements Callable<Integer> {

  @Mixin private InstallOption installOption = new InstallOption();

  @Mixin private FormatOption formatOption = new FormatOption();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "PATH",
      required = true,
      description = "A YAML file, or a folder of them.")
  private Path path = Path.of("");

  @Option(names = "--dry-run", description = "Only show what would change.")
  private boolean dryRun;

  @Option(names = "--prune", description = "Delete what is there and not in the files.")
  private boolean prune;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    if (!Files.exists(path)) {
      throw new IOException("There is no " + path + ".");
    }
    List<Document> documents = Yaml.read(path);
    if (documents.isEmpty()) {
      throw new IOException(
          "There is no connector and no pipeline in " + path + "; nothing was changed.");
    }
    InstallOption.Target target = installOption.open();
    target.secrets().seal(documents);
    ControlPlaneApi.Answer planned = send(target, documents, true, Map.of());
    boolean table = formatOption.format() == Format.TABLE;
    if (table) {
      Changes.print(planned.body(), OUT);
    }
    int unchanged = Changes.count(planned.body(), "NONE");
    if (dryRun || unchanged == planned.body().path("changes").size()) {
      print(planned.body());
      return 0;
    }
    if (Changes.count(planned.body(), "DELETE") > 0 && !yes && !Question.confirmed("delete")) {
      OUT.println("Nothing was changed.");
      return 1;
    }
    // Only what was shown: if somebody changes something meanwhile, this is refused.
    JsonNode done = send(target, documents, false, Map.of("If-Match", planned.etag())).body();
    print(done);
    if (table) {
      OUT.println("Done.");
    }
    return 0;
  }

  private void print(JsonNode answer) throws IOException {
    switch (formatOption.format()) {
      case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(answer));
      case YAML -> OUT.print(Yaml.write(answer));
      case TABLE -> {}
    }
  }

  private ControlPlaneApi.Answer send(
      InstallOption.Target target,
      List<Document> documents,
      boolean dry,
      Map<String, String> headers)
      throws Exception {
    try {
      return target
          .api()
          .send("POST", target.path() + "/apply", Changes.request(documents, prune, dry), headers);
    } catch (ApiProblem problem) {
      throw Changes.explained(problem, documents);
    }
  }
}
