package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.api.ApiProblem;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.code.Document;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Export;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// What one does with one connector or one pipeline.
final class ObjectCommands {

  private ObjectCommands() {}

  static String path(InstallOption.Target target, Kind kind, String name) {
    return target.path() + "/" + kind.plural() + "/" + segment(name);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static Kind kind(@Nullable OfKind parent) {
    if (parent == null) {
      throw new IllegalStateException("It is a subcommand");
    }
    return parent.kind();
  }

  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Shows one, as YAML that apply takes; secrets as they were sealed.")
  static final class Get implements Callable<Integer> {

    @ParentCommand private @Nullable OfKind parent;
    @Mixin private InstallOption installOption = new InstallOption();
    @Mixin private FormatOption formatOption = new FormatOption();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public Integer call() throws IOException {
      Kind kind = kind(parent);
      InstallOption.Target target = installOption.open();
      JsonNode object = target.api().send("GET", path(target, kind, name), null, Map.of()).body();
      switch (formatOption.format()) {
        case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(object));
        case YAML, TABLE -> {
          if (kind == Kind.CONNECTOR) {
            SealedTo.of(target.install()).advice(name).forEach(each -> OUT.println("# " + each));
          }
          OUT.print(Yaml.write(Export.document(kind, object)));
        }
      }
      return 0;
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes the one of a YAML file; what is there already is not changed.",
      footerHeading = "%nExample:%n",
      footer = "  millrace connector create -f shop.yaml")
  static final class Create implements Callable<Integer> {

    @ParentCommand private @Nullable OfKind parent;
    @Mixin private InstallOption installOption = new InstallOption();

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        required = true,
        description = "The YAML file.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
      Kind kind = kind(parent);
      List<Document> documents = Yaml.read(file);
      if (documents.size() != 1 || documents.getFirst().kind() != kind) {
        throw new IOException(
            file
                + " does not hold one "
                + kind.word()
                + " and nothing else. For more at once there is: millrace apply");
      }
      InstallOption.Target target = installOption.open();
      target.secrets().seal(documents);
      Document document = documents.getFirst();
      ObjectNode body = document.fields().deepCopy();
      body.remove("name");
      try {
        target
            .api()
            .send("PUT", path(target, kind, document.name()), body, Map.of("If-None-Match", "*"));
      } catch (ApiProblem problem) {
        throw explained(problem, document);
      }
      OUT.println("Created the " + word(kind) + " " + document.name() + ".");
      return 0;
    }

    private static Exception explained(ApiProblem problem, Document document) {
      return problem.errors().isEmpty()
          ? problem
          : new io.millrace.cli.code.Complaint.Refused(
              problem.errors().stream()
                  .map(each -> document.complaint(each.field(), each.message()))
                  .toList());
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes one. Asks first.",
        "What has arrived in a destination stays; the history stays too, and a rollback brings it"
            + " back."
      })
  static final class Delete implements Callable<Integer> {

    @ParentCommand private @Nullable OfKind parent;
    @Mixin private InstallOption installOption = new InstallOption();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only show what would be deleted.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
      Kind kind = kind(parent);
      InstallOption.Target target = installOption.open();
      ControlPlaneApi.Answer present =
          target.api().send("GET", path(target, kind, name), null, Map.of());
      OUT.println("This deletes the " + word(kind) + " " + name + ":");
      OUT.print(Yaml.write(Export.document(kind, present.body())).indent(2));
      if (dryRun) {
        return 0;
      }
      if (!yes && !Question.confirmed("delete")) {
        OUT.println("Nothing was deleted.");
        return 1;
      }
      // What was shown, or nothing.
      target
          .api()
          .send("DELETE", path(target, kind, name), null, Map.of("If-Match", present.etag()));
      OUT.println("Deleted.");
      return 0;
    }
  }

  static String word(Kind kind) {
    return kind.word().toLowerCase(Locale.ROOT);
  }
}
