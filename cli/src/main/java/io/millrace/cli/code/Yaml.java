package io.millrace.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads and writes YAML 1.2. Every value that is no list and no map is a text: the API takes it
/// so, and `port: 5432` means the same as `port: "5432"`.
public final class Yaml {

  private static final int DEEPEST = 20;
  private static final int WIDEST = 10_000;
  private static final String KINDS =
      Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(" or "));

  private Yaml() {}

  /// Deterministic: the same object is always the same text.
  public static String write(JsonNode node) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(WIDEST).build();
    return new Dump(settings).dumpToString(PrivateJson.JSON.convertValue(node, Object.class));
  }

  /// All objects of a file, or of the files that end in `.yaml` or `.yml` in a folder and below.
  ///
  /// @throws Complaint.Refused with everything that is wrong
  public static List<Document> read(Path path) throws IOException, Complaint.Refused {
    List<Path> files = List.of(path);
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        files =
            all.filter(Files::isRegularFile)
                .filter(each -> each.toString().matches(".*\\.ya?ml"))
                .sorted()
                .toList();
      }
    }
    List<Complaint> complaints = new ArrayList<>();
    List<Document> documents = new ArrayList<>();
    for (Path file : files) {
      read(file, documents, complaints);
    }
    Map<String, Document> known = new HashMap<>();
    for (Document document : documents) {
      Document other = known.put(document.kind() + "/" + document.name(), document);
      if (other != null) {
        complaints.add(
            document.complaint(
                "name",
                "\"" + document.name() + "\" is also in " + other.file() + ":" + other.line()));
      }
    }
    if (!complaints.isEmpty()) {
      throw new Complaint.Refused(complaints);
    }
    return documents;
  }

  private static void read(Path file, List<Document> documents, List<Complaint> complaints)
      throws IOException {
    String name = file.toString();
    LoadSettings settings = LoadSettings.builder().setLabel(name).build();
    try {
      for (Node root : new Compose(settings).composeAllFromString(Files.readString(file))) {
        if (!root.getTag().equals(Tag.NULL)) {
          documents.add(document(name, root));
        }
      }
    } catch (Wrong wrong) {
      complaints.add(
          new Complaint(name, wrong.line, wrong.field, String.valueOf(wrong.getMessage())));
    } catch (MarkedYamlEngineException e) {
      complaints.add(
          new Complaint(name, line(e.getProblemMark()), "", "It is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      complaints.add(new Complaint(name, 1, "", "It is not YAML: " + e.getMessage()));
    }
  }

  private static Document document(String file, Node root) throws Wrong {
    Map<String, Integer> lines = new HashMap<>();
    JsonNode node = convert(root, "", lines, 0);
    int line = line(root.getStartMark());
    if (!(node instanceof ObjectNode fields)) {
      throw new Wrong(line, "", "It is no object with kind, name and fields.");
    }
    String word = fields.path("kind").asText();
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElse(null);
    if (kind == null) {
      throw new Wrong(
          lines.getOrDefault("kind", line),
          "kind",
          word.isEmpty()
              ? "It is missing: say " + KINDS + "."
              : "\"" + word + "\" is no kind: say " + KINDS + ".");
    }
    fields.remove("kind");
    String name = fields.path("name").asText();
    if (name.isEmpty()) {
      throw new Wrong(lines.getOrDefault("name", line), "name", "It is missing.");
    }
    return new Document(file, line, kind, name, fields, lines);
  }

  private static JsonNode convert(Node node, String path, Map<String, Integer> lines, int depth)
      throws Wrong {
    int line = line(node.getStartMark());
    lines.putIfAbsent(path, line);
    if (depth > DEEPEST) {
      throw new Wrong(line, path, "It is nested too deep.");
    }
    return switch (node) {
      case MappingNode mapping -> {
        ObjectNode object = PrivateJson.JSON.createObjectNode();
        for (NodeTuple entry : mapping.getValue()) {
          String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
          int at = line(entry.getKeyNode().getStartMark());
          String below = path.isEmpty() ? key : path + "." + key;
          lines.put(below, at);
          if (key.isEmpty() || object.has(key)) {
            throw new Wrong(at, below, key.isEmpty() ? "It has no name." : "It is there twice.");
          }
          object.set(key, convert(entry.getValueNode(), below, lines, depth + 1));
        }
        yield object;
      }
      case SequenceNode sequence -> {
        var array = PrivateJson.JSON.createArrayNode();
        for (Node each : sequence.getValue()) {
          array.add(convert(each, path + "[" + array.size() + "]", lines, depth + 1));
        }
        yield array;
      }
      case ScalarNode scalar ->
          scalar.getTag().equals(Tag.NULL)
              ? PrivateJson.JSON.nullNode()
              : PrivateJson.JSON.getNodeFactory().textNode(scalar.getValue());
      default -> throw new Wrong(line, path, "It is neither a value, a list nor a map.");
    };
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(each -> each.getLine() + 1).orElse(1);
  }

  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String field;

    Wrong(int line, String field, String message) {
      super(message);
      this.line = line;
      this.field = field;
    }
  }
}
