package io.millrace.dataplane.catalogue;

import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A connector's settings while they are read. Remembers the first thing that is wrong and what
/// nobody asked for.
final class Settings {

  private static final int HIGHEST_PORT = 65_535;

  private final Connector connector;
  private final Set<String> asked = new TreeSet<>();
  private @Nullable Problem problem;

  Settings(Connector connector) {
    this.connector = connector;
  }

  String required(String name) {
    String value = optional(name, "");
    if (value.isBlank()) {
      wrong(name + " is missing", "Set " + name + ".");
    }
    return value;
  }

  String optional(String name, String substitute) {
    asked.add(name);
    String value = connector.config().getOrDefault(name, substitute);
    if (value.contains("${")) {
      // Connect would put another connector's secret in its place.
      wrong(name + " has ${ in it", "Write it without.");
    }
    return value;
  }

  /// @param pattern of the whole value
  String shaped(String name, String pattern, String nextStep) {
    String value = required(name);
    if (!value.matches(pattern)) {
      wrong(name + " is not as it should be", nextStep);
    }
    return value;
  }

  String choice(String name, List<String> choices) {
    String value = optional(name, choices.getFirst());
    if (!choices.contains(value)) {
      wrong(name + " is \"" + value + "\"", "Use one of " + String.join(", ", choices) + ".");
    }
    return value;
  }

  int port(String name, int substitute) {
    return number(name, 1, HIGHEST_PORT, substitute);
  }

  int number(String name, int least, int most, int substitute) {
    String text = optional(name, Integer.toString(substitute));
    boolean number = text.matches("\\d{1,9}");
    if (!number || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
      wrong(name + " is \"" + text + "\"", "Use a number from " + least + " to " + most + ".");
      return substitute;
    }
    return Integer.parseInt(text);
  }

  @Nullable Endpoint unknownType() {
    asked.addAll(connector.config().keySet());
    wrong(
        "its type \"" + connector.type() + "\" is not in this runner's catalogue",
        "Use a type of the catalogue, or upgrade the runner.");
    return null;
  }

  /// All that was given.
  Map<String, String> given() {
    return connector.config();
  }

  private void wrong(String why, String nextStep) {
    if (problem == null) {
      problem =
          new Problem(
              "connector-invalid",
              "The connector " + connector.name() + " cannot be used.",
              Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".",
              nextStep,
              Instant.now());
    }
  }

  Endpoint.Parsed finish(@Nullable Endpoint endpoint) {
    Set<String> unknown = new TreeSet<>(connector.config().keySet());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      wrong(
          "it has settings that nobody reads: " + String.join(", ", unknown),
          "Remove them; the settings are " + String.join(", ", asked) + ".");
    }
    Problem found = problem;
    if (endpoint == null || found != null) {
      return new Endpoint.Parsed.Invalid(java.util.Objects.requireNonNull(found));
    }
    return new Endpoint.Parsed.Valid(endpoint);
  }
}
