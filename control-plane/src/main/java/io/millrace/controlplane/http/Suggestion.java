package io.millrace.controlplane.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody may have meant who mistyped a word.
public final class Suggestion {

  private Suggestion() {}

  /// A sentence that names the unknown word, the nearest known one, or all if none is near.
  public static String unknown(String what, String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "There is no " + what + " \"" + word + "\"; did you mean \"" + near + "\"?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "There is no " + what + " \"" + word + "\"."
                    : "There is no "
                        + what
                        + " \""
                        + word
                        + "\"; there is "
                        + String.join(", ", known.stream().sorted().toList())
                        + ".");
  }

  static Optional<String> nearest(String word, Collection<String> known) {
    int tolerated = Math.max(2, word.length() / 2);
    return known.stream()
        .filter(each -> distance(word, each) <= tolerated)
        .min(
            Comparator.comparingInt((String each) -> distance(word, each))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// Levenshtein's, row by row.
  private static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[other.length() + 1];
      current[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int replaced =
            previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
