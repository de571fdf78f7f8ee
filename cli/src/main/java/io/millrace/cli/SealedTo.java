package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// To which of the runner's keys the connectors' secrets are sealed, as an install says it.
///
/// @param byConnector connector → secret field → `PRESENT_KEY`, `OLDER_KEY` or `UNKNOWN_KEY`
record SealedTo(Map<String, Map<String, String>> byConnector) {

  static SealedTo of(JsonNode install) {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (JsonNode connector : install.path("connectors")) {
      Map<String, String> fields = new HashMap<>();
      connector
          .path("secrets")
          .forEach(each -> fields.put(each.path("field").asText(), each.path("sealedTo").asText()));
      all.put(connector.path("name").asText(), fields);
    }
    return new SealedTo(all);
  }

  /// In a table: the field's name, and what is unusual about it.
  String brief(String connector, String field) {
    return switch (of(connector, field)) {
      case "OLDER_KEY" -> field + " (older key)";
      case "UNKNOWN_KEY" -> field + " (unknown key)";
      default -> field;
    };
  }

  /// What is to be done about the secrets of a connector; a sentence for each.
  List<String> advice(String connector) {
    List<String> sentences = new ArrayList<>();
    byConnector
        .getOrDefault(connector, Map.of())
        .forEach(
            (field, sealedTo) -> {
              String subject = "The " + field + " of " + connector + " is sealed to ";
              switch (sealedTo) {
                case "OLDER_KEY" ->
                    sentences.add(
                        subject
                            + "an older key of the runner. It works; enter it again at the next"
                            + " edit.");
                case "UNKNOWN_KEY" ->
                    sentences.add(subject + "a key that the runner does not have. Enter it again.");
                default -> {}
              }
            });
    return sentences;
  }

  private String of(String connector, String field) {
    return byConnector.getOrDefault(connector, Map.of()).getOrDefault(field, "PRESENT_KEY");
  }
}
