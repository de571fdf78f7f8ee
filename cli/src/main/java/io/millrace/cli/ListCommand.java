package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Terminal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists them by name.",
    footerHeading = "%nExample:%n",
    footer = "  millrace pipeline list --status BROKEN --watch")
final class ListCommand implements Callable<Integer> {

  private static final int PACE_SECONDS = 2;

  @ParentCommand private @Nullable OfKind parent;

  @Mixin private InstallOption installOption = new InstallOption();

  @Mixin private FormatOption formatOption = new FormatOption();

  @Option(names = "--tag", paramLabel = "TAG", description = "Only pipelines with this tag.")
  private @Nullable String tag;

  @Option(names = "--status", paramLabel = "STATE", description = "Only pipelines in this state.")
  private @Nullable String status;

  @Option(
      names = {"-w", "--watch"},
      description = "Show it again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Kind kind = parent == null ? Kind.PIPELINE : parent.kind();
    InstallOption.Target target = installOption.open();
    print(kind, target);
    while (watch) {
      TimeUnit.SECONDS.sleep(PACE_SECONDS);
      if (Terminal.live()) {
        OUT.print("\u001b[H\u001b[2J");
      }
      print(kind, target);
    }
    return 0;
  }

  private void print(Kind kind, InstallOption.Target target) throws IOException {
    JsonNode found = target.api().send("GET", target.path() + query(kind), null, Map.of()).body();
    switch (formatOption.format()) {
      case JSON -> OUT.println(PrivateJson.JSON.writeValueAsString(found));
      case YAML -> OUT.print(Yaml.write(found));
      case TABLE -> {
        switch (kind) {
          case CONNECTOR -> connectors(found, target.api().get(target.path()));
          case PIPELINE -> pipelines(found, target.api().get(target.path()));
        }
      }
    }
  }

  private String query(Kind kind) {
    List<String> filters = new ArrayList<>();
    if (kind == Kind.PIPELINE && tag != null) {
      filters.add("tag=" + URLEncoder.encode(tag, StandardCharsets.UTF_8));
    }
    if (kind == Kind.PIPELINE && status != null) {
      String state = status.toUpperCase(Locale.ROOT);
      filters.add("status=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }
    String path = "/" + kind.plural();
    return filters.isEmpty() ? path : path + "?" + String.join("&", filters);
  }

  /// @param install as people see it: which keys the runner has
  private static void connectors(JsonNode found, JsonNode install) {
    SealedTo sealedTo = SealedTo.of(install);
    List<String> advice = new ArrayList<>();
    Table table = new Table("NAME", "TYPE", "HOST", "SECRETS");
    for (JsonNode each : found) {
      List<String> secrets = new ArrayList<>();
      String name = each.path("name").asText();
      each.path("secrets")
          .fieldNames()
          .forEachRemaining(field -> secrets.add(sealedTo.brief(name, field)));
      advice.addAll(sealedTo.advice(name));
      table.row(
          name,
          each.path("type").asText(),
          each.at("/config/hostname").asText("-"),
          secrets.isEmpty() ? "-" : String.join(", ", secrets));
    }
    table.print(OUT);
    advice.forEach(each -> OUT.println(Terminal.faint(each)));
  }

  /// @param install as people see it: what is, and not only what is wished for
  private static void pipelines(JsonNode found, JsonNode install) {
    Map<String, JsonNode> seen = new HashMap<>();
    install.path("pipelines").forEach(each -> seen.put(each.path("name").asText(), each));
    Table table =
        new Table("NAME", "STATUS", "LATENCY", "LAG", "RATE", "SOURCE", "DESTINATION", "TAGS");
    List<String> reasons = new ArrayList<>();
    for (JsonNode each : found) {
      String name = each.path("name").asText();
      JsonNode now = seen.getOrDefault(name, PrivateJson.JSON.createObjectNode());
      JsonNode metrics = now.path("metrics");
      List<String> tags = new ArrayList<>();
      each.path("tags").forEach(one -> tags.add(one.asText()));
      table.row(
          name,
          now.at("/status/state").asText("-"),
          metrics.hasNonNull("latencyMillis")
              ? Math.round(metrics.get("latencyMillis").asDouble()) + " ms"
              : "-",
          metrics.hasNonNull("lagRecords") ? metrics.get("lagRecords").asText() : "-",
          metrics.hasNonNull("recordsPerSecond")
              ? String.format(Locale.ROOT, "%.1f/s", metrics.get("recordsPerSecond").asDouble())
              : "-",
          each.path("source").asText(),
          each.path("destination").asText(),
          tags.isEmpty() ? "-" : String.join(", ", tags));
      String snapshot = now.at("/snapshot/state").asText();
      if (snapshot.equals("READING") || snapshot.equals("WAITING")) {
        reasons.add(name + ": " + SnapshotCommand.line(now.path("snapshot")));
      }
      String reason = now.at("/status/reason").asText();
      if (!reason.isEmpty()) {
        reasons.add(name + ": " + reason + " " + now.at("/status/nextStep").asText());
      }
    }
    table.print(OUT);
    reasons.forEach(reason -> OUT.println(Terminal.faint(reason.strip())));
  }
}
