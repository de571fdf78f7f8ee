package io.millrace.dataplane.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.protocol.ObservedState.DeadLetterReason;
import io.millrace.runner.protocol.ObservedState.DeadLetters;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// The dead letters of a pipeline, as the worker tells them.
///
/// @param oldestAt when the first that still waits was set aside
public record WaitingLetters(Instant oldestAt, DeadLetters letters) {

  private static final int MOST_REASONS = 10;

  static Map<String, WaitingLetters> of(JsonNode json) {
    Map<String, WaitingLetters> all = new HashMap<>();
    json.properties().forEach(entry -> all.put(entry.getKey(), one(entry.getValue())));
    return all;
  }

  private static WaitingLetters one(JsonNode node) {
    return new WaitingLetters(
        Instant.ofEpochMilli(node.path("oldest").asLong()),
        new DeadLetters(
            node.path("count").asLong(),
            node.path("reasons").properties().stream()
                .map(entry -> new DeadLetterReason(entry.getKey(), entry.getValue().asLong()))
                .sorted(
                    Comparator.comparingLong(DeadLetterReason::count)
                        .reversed()
                        .thenComparing(DeadLetterReason::reason))
                .limit(MOST_REASONS)
                .toList(),
            Instant.ofEpochMilli(node.path("newest").asLong())));
  }
}
