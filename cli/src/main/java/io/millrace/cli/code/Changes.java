package io.millrace.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.api.ApiProblem;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.view.Terminal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What applying would change, for people; and what the control plane refuses, by file and line.
public final class Changes {

  private static final int LONGEST = 200;

  private Changes() {}

  /// The request that makes an install what the documents say.
  public static ObjectNode request(List<Document> documents, boolean prune, boolean dryRun) {
    ObjectNode request = PrivateJson.JSON.createObjectNode();
    for (Kind kind : Kind.values()) {
      ArrayNode all = request.putArray(kind.plural());
      of(documents, kind).forEach(each -> all.add(each.fields()));
    }
    return request.put("dryRun", dryRun).put("prune", prune);
  }

  /// The refusal in terms of the files; the control plane's own words for what is of no field.
  public static Exception explained(ApiProblem problem, List<Document> documents) {
    List<Complaint> complaints = new ArrayList<>();
    for (ApiProblem.Wrong wrong : problem.errors()) {
      for (Kind kind : Kind.values()) {
        List<Document> all = of(documents, kind);
        for (int i = 0; i < all.size(); i++) {
          String prefix = kind.plural() + "[" + i + "]";
          if (wrong.field().equals(prefix) || wrong.field().startsWith(prefix + ".")) {
            String field =
                wrong.field().length() > prefix.length()
                    ? wrong.field().substring(prefix.length() + 1)
                    : "";
            complaints.add(all.get(i).complaint(field, wrong.message()));
          }
        }
      }
    }
    return complaints.isEmpty() ? problem : new Complaint.Refused(complaints);
  }

  private static List<Document> of(List<Document> documents, Kind kind) {
    return documents.stream().filter(each -> each.kind() == kind).toList();
  }

  public static int count(JsonNode answer, String action) {
    return (int)
        answer.path("changes").findValuesAsText("action").stream().filter(action::equals).count();
  }

  /// Like a plan: a line for each object that changes, and below it one for each field.
  public static void print(JsonNode answer, PrintStream out) {
    for (JsonNode change : answer.path("changes")) {
      String action = change.path("action").asText();
      String object =
          change.path("kind").asText().toLowerCase(Locale.ROOT)
              + " "
              + change.path("name").asText();
      switch (action) {
        case "CREATE" -> out.println(Terminal.green("+ " + object));
        case "DELETE" -> out.println(Terminal.red("- " + object));
        case "UPDATE" -> out.println(Terminal.yellow("~ " + object));
        default -> {}
      }
      if (!action.equals("DELETE")) {
        change.path("fields").forEach(field -> printField(field, out));
      }
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%d to create, %d to change, %d to delete, %d as they should be.",
            count(answer, "CREATE"),
            count(answer, "UPDATE"),
            count(answer, "DELETE"),
            count(answer, "NONE")));
  }

  private static void printField(JsonNode field, PrintStream out) {
    String path = field.path("path").asText();
    JsonNode before = field.path("before");
    JsonNode after = field.path("after");
    if (before.isNull()) {
      out.println(Terminal.green("    + " + path + ": " + shown(after)));
    } else if (after.isNull()) {
      out.println(Terminal.red("    - " + path + ": " + shown(before)));
    } else {
      out.println(Terminal.yellow("    ~ " + path + ": " + shown(before) + " → " + shown(after)));
    }
  }

  private static String shown(JsonNode value) {
    String line = value.asText().replace("\n", "⏎");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
