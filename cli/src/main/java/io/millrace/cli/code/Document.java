package io.millrace.cli.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// One object of a file.
///
/// @param fields as the API has them, with the name
/// @param lines by the path of a field, from 1
public record Document(
    String file, int line, Kind kind, String name, ObjectNode fields, Map<String, Integer> lines) {

  /// What can be written as code.
  public enum Kind {
    CONNECTOR("Connector", "connectors"),
    PIPELINE("Pipeline", "pipelines");

    private final String word;
    private final String plural;

    Kind(String word, String plural) {
      this.word = word;
      this.plural = plural;
    }

    /// As in YAML.
    public String word() {
      return word;
    }

    /// As in the API's paths.
    public String plural() {
      return plural;
    }
  }

  /// At the field, or at the nearest part that is there of its path.
  public Complaint complaint(String field, String message) {
    String at = field;
    while (!at.isEmpty() && !lines.containsKey(at)) {
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return new Complaint(file, lines.getOrDefault(at, line), field, message);
  }
}
