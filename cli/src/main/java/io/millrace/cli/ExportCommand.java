package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Export;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all connectors and pipelines as YAML, one file for each.",
      "",
      "Secrets are written as they were sealed: only the install's runner can read them, and"
          + " applying the export changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  millrace export -o pipelines/", "  millrace export | less"})
final class ExportCommand implements Callable<Integer> {

  @Mixin private InstallOption installOption = new InstallOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where to write (default: all of it to the terminal).")
  private @Nullable Path folder;

  @Override
  public Integer call() throws IOException {
    InstallOption.Target target = installOption.open();
    int files = 0;
    for (Kind kind : Kind.values()) {
      for (JsonNode object : target.api().get(target.path() + "/" + kind.plural())) {
        if (folder == null) {
          OUT.print("---\n" + Yaml.write(Export.document(kind, object)));
        } else {
          Path file = folder.resolve(Export.file(kind, object));
          Files.createDirectories(file.getParent());
          Files.writeString(file, Export.text(kind, object));
          files++;
        }
      }
    }
    if (folder != null) {
      Files.createDirectories(folder);
      JsonNode schema = target.api().get("/" + Export.SCHEMA_FILE);
      Files.writeString(
          folder.resolve(Export.SCHEMA_FILE),
          PrivateJson.JSON.writeValueAsString(schema) + System.lineSeparator());
      OUT.println("Wrote " + files + " files and the schema to " + folder);
    }
    return 0;
  }
}
