package io.millrace.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.home.PrivateJson;
import java.util.List;

/// An object of the API as the document that makes it.
public final class Export {

  /// Beside the folders of the objects, so that editors find it without the control plane.
  public static final String SCHEMA_FILE = "millrace.schema.json";

  private static final List<String> ORDER =
      List.of(
          "name",
          "type",
          "source",
          "destination",
          "config",
          "secrets",
          "tables",
          "runState",
          "schemaChanges",
          "deletes",
          "badRows",
          "initialSnapshot",
          "tags");

  private Export() {}

  public static String file(Kind kind, JsonNode object) {
    return kind.plural() + "/" + object.path("name").asText() + ".yaml";
  }

  /// For a file in the folder of its kind.
  public static String text(Kind kind, JsonNode object) {
    return "# yaml-language-server: $schema=../"
        + SCHEMA_FILE
        + "\n"
        + Yaml.write(document(kind, object));
  }

  /// Always in the same order, and without what says nothing or is no setting.
  public static ObjectNode document(Kind kind, JsonNode object) {
    ObjectNode document = PrivateJson.JSON.createObjectNode().put("kind", kind.word());
    for (String field : ORDER) {
      JsonNode value = object.path(field);
      if (!value.isMissingNode()
          && !value.isNull()
          && !(value.isContainerNode() && value.isEmpty())) {
        document.set(field, withoutNulls(value.deepCopy()));
      }
    }
    object
        .properties()
        .forEach(
            each -> {
              if (!ORDER.contains(each.getKey()) && !each.getKey().equals("restarts")) {
                document.set(each.getKey(), each.getValue());
              }
            });
    return document;
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(each -> each.getValue().isNull());
    }
    node.forEach(Export::withoutNulls);
    return node;
  }
}
