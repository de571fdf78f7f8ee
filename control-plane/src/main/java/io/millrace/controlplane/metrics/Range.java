package io.millrace.controlplane.metrics;

import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Suggestion;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// How far back a chart goes, and in which steps.
public enum Range {
  QUARTER_HOUR("15m", Duration.ofMinutes(15), Step.FINE),
  HOUR("1h", Duration.ofHours(1), Step.FINE),
  DAY("24h", Duration.ofHours(24), Step.MIDDLE),
  WEEK("7d", Duration.ofDays(7), Step.COARSE);

  final String word;
  final Duration length;
  final Step step;

  Range(String word, Duration length, Step step) {
    this.word = word;
    this.length = length;
    this.step = step;
  }

  /// @throws io.millrace.controlplane.http.ProblemException when there is none of that name
  public static Range of(String word) {
    Optional<Range> found =
        Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    FieldErrors errors = new FieldErrors();
    if (found.isEmpty()) {
      errors.add(
          "range",
          Suggestion.unknown(
              "range", word, Arrays.stream(values()).map(each -> each.word).toList()));
    }
    errors.throwIfAny();
    return found.orElseThrow();
  }
}
