package io.millrace.dataplane.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The figures of one reading of a Connect worker.
public record WorkerFigures(Map<String, Map<String, Map<String, Double>>> figures) {

  public static final WorkerFigures NONE = new WorkerFigures(Map.of());

  static WorkerFigures of(JsonNode json) {
    Map<String, Map<String, Map<String, Double>>> all = new HashMap<>();
    json.properties()
        .forEach(
            owner ->
                owner
                    .getValue()
                    .properties()
                    .forEach(
                        group -> {
                          Map<String, Double> values =
                              all.computeIfAbsent(owner.getKey(), _ -> new HashMap<>())
                                  .computeIfAbsent(group.getKey(), _ -> new HashMap<>());
                          group
                              .getValue()
                              .properties()
                              .forEach(
                                  figure ->
                                      values.put(figure.getKey(), figure.getValue().asDouble()));
                        }));
    return new WorkerFigures(all);
  }

  /// `owner` is a connector's name, or `server:` and a topic prefix for what Debezium measures.
  public OptionalDouble figure(String owner, String group, String name) {
    Double value = figures.getOrDefault(owner, Map.of()).getOrDefault(group, Map.of()).get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
