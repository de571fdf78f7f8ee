package io.millrace.dataplane.transform;

/// Flink SQL's quoting.
final class Sql {

  private Sql() {}

  static String identifier(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  static String text(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }
}
