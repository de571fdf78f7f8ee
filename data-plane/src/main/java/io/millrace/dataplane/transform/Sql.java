package io.millrace.dataplane.transform;

import java.util.Map;
import java.util.stream.Collectors;

/// Flink SQL's quoting.
final class Sql {

  private Sql() {}

  static String identifier(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  /// `'name' = 'value', …`, by name.
  static String options(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> text(option.getKey()) + " = " + text(option.getValue()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  static String text(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }
}
