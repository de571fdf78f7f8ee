package io.millrace.controlplane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.controlplane.apply.Change.Action;
import io.millrace.controlplane.apply.Change.FieldChange;
import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.pipeline.Pipeline;
import io.millrace.controlplane.revision.Kind;
import io.millrace.runner.protocol.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the fields in which two versions of an object differ.
final class Difference {

  private static final int SHOWN_OF_DIGEST = 19;

  private final ObjectMapper json;

  Difference(ObjectMapper json) {
    this.json = json;
  }

  Change of(@Nullable Connector before, @Nullable Connector after, String name) {
    return change(Kind.CONNECTOR, name, before, after);
  }

  Change of(@Nullable Pipeline before, @Nullable Pipeline after, String name) {
    return change(Kind.PIPELINE, name, before, after);
  }

  private Change change(Kind kind, String name, @Nullable Object before, @Nullable Object after) {
    Map<String, String> was = fields(before);
    Map<String, String> becomes = fields(after);
    Set<String> paths = new LinkedHashSet<>(was.keySet());
    paths.addAll(becomes.keySet());
    List<FieldChange> changes = new ArrayList<>();
    for (String path : paths) {
      @Nullable String old = was.get(path);
      @Nullable String now = becomes.get(path);
      if (old == null || !old.equals(now)) {
        changes.add(new FieldChange(path, old, now));
      }
    }
    Action action =
        before == null
            ? Action.CREATE
            : after == null ? Action.DELETE : changes.isEmpty() ? Action.NONE : Action.UPDATE;
    return new Change(kind, name, action, List.copyOf(changes));
  }

  private Map<String, String> fields(@Nullable Object document) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (document != null) {
      ObjectNode node = json.valueToTree(document);
      // Neither is a setting: the one says which object it is, the other counts commands.
      node.remove(List.of("name", "restarts"));
      flatten("", node, fields);
    }
    return fields;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> fields) {
    if (node.has("ciphertext")) {
      // Nobody can read it, but one can see whether it is another one.
      String digest = Digest.of(node.toString().getBytes(StandardCharsets.UTF_8));
      fields.put(path, "sealed " + digest.substring(0, SHOWN_OF_DIGEST));
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              each ->
                  flatten(
                      path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                      each.getValue(),
                      fields));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + i + "]", node.get(i), fields);
      }
    } else if (!node.isNull() || path.contains(".tests[")) {
      // A test's NULL is a value.
      fields.put(path, node.isNull() ? "NULL" : node.asText());
    }
  }
}
