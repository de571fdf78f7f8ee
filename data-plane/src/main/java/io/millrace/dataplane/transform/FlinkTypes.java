package io.millrace.dataplane.transform;

import io.millrace.dataplane.catalogue.Column;
import java.util.Optional;

/// How the types of PostgreSQL, of the topics and of Flink correspond.
///
/// A topic carries numeric and times as text (see `PostgresSource`); a transform sees them as
/// DECIMAL and TIMESTAMP, and they become text again on the way out, which PostgreSQL reads as the
/// column's own type.
final class FlinkTypes {

  private static final int MOST_DIGITS = 38;
  private static final int MICROSECONDS = 6;

  private FlinkTypes() {}

  /// The type a column has in its topic; empty when Flink cannot read it.
  static Optional<String> inTopic(Column column) {
    Optional<String> element =
        switch (column.baseType()) {
          case "smallint" -> Optional.of("SMALLINT");
          case "integer" -> Optional.of("INT");
          case "bigint", "oid" -> Optional.of("BIGINT");
          case "real" -> Optional.of("FLOAT");
          case "double precision" -> Optional.of("DOUBLE");
          case "boolean" -> Optional.of("BOOLEAN");
          case "bytea", "bit varying" -> Optional.of("BYTES");
          case "bit" -> Optional.of(singleBit(column) ? "BOOLEAN" : "BYTES");
          case "point",
              "line",
              "lseg",
              "box",
              "path",
              "polygon",
              "circle",
              "geometry",
              "geography" ->
              Optional.empty();
          default -> Optional.of("STRING");
        };
    return column.array() ? element.map(type -> "ARRAY<" + type + ">") : element;
  }

  private static boolean singleBit(Column column) {
    int[] length = column.modifiers();
    return length.length == 0 || length[0] == 1;
  }

  /// The type a transform sees.
  static Optional<String> inTransform(Column column) {
    if (column.array()) {
      return inTopic(column);
    }
    int[] modifiers = column.modifiers();
    return switch (column.baseType()) {
      case "numeric" ->
          Optional.of(
              exactDecimal(modifiers)
                  ? "DECIMAL(" + modifiers[0] + "," + scale(modifiers) + ")"
                  : "STRING");
      case "timestamp with time zone" -> Optional.of("TIMESTAMP_LTZ(" + precision(modifiers) + ")");
      case "timestamp without time zone" -> Optional.of("TIMESTAMP(" + precision(modifiers) + ")");
      case "date" -> Optional.of("DATE");
      default -> inTopic(column);
    };
  }

  /// Flink's DECIMAL has at most 38 digits, and a numeric without limits no fitting type at all:
  /// those stay text, and the transform says how it wants them.
  private static boolean exactDecimal(int[] modifiers) {
    return modifiers.length > 0 && modifiers[0] <= MOST_DIGITS && scale(modifiers) <= modifiers[0];
  }

  private static int scale(int[] modifiers) {
    return modifiers.length > 1 ? modifiers[1] : 0;
  }

  private static int precision(int[] modifiers) {
    return modifiers.length > 0 ? modifiers[0] : MICROSECONDS;
  }

  /// Reads a column of the topic as what the transform sees.
  static String read(Column column) {
    String name = Sql.identifier(column.name());
    String wanted = inTransform(column).orElse("STRING");
    if (wanted.equals(inTopic(column).orElse("STRING"))) {
      return name;
    }
    String text =
        switch (column.baseType()) {
          case "date" -> "REPLACE(" + name + ", 'Z', '')";
          case "numeric" -> name;
          default -> "REPLACE(REPLACE(" + name + ", 'T', ' '), 'Z', '')";
        };
    return "CAST(" + text + " AS " + wanted + ") AS " + name;
  }

  /// The type that a result column has in the topic it is written to; empty when it has none.
  static Optional<String> outTopic(String type) {
    if (temporal(type)) {
      return Optional.of("STRING");
    }
    if (type.startsWith("CHAR") || type.startsWith("VARCHAR")) {
      return Optional.of("STRING");
    }
    if (type.startsWith("BINARY") || type.startsWith("VARBINARY")) {
      return Optional.of("BYTES");
    }
    return postgres(type).map(_ -> type);
  }

  /// Writes a result column as what its topic carries. A TIMESTAMP_LTZ is printed in the session's
  /// zone, which is UTC.
  static String write(String name, String type) {
    String quoted = Sql.identifier(name);
    if (type.startsWith("TIMESTAMP_LTZ")) {
      return "CAST(" + quoted + " AS STRING) || 'Z'";
    }
    return temporal(type) ? "CAST(" + quoted + " AS STRING)" : quoted;
  }

  private static boolean temporal(String type) {
    return type.startsWith("TIMESTAMP") || type.startsWith("DATE") || type.startsWith("TIME");
  }

  /// The natural type of a column for a result of this type.
  static Optional<String> postgres(String type) {
    if (type.startsWith("ARRAY<") && type.endsWith(">")) {
      return postgres(type.substring("ARRAY<".length(), type.length() - 1))
          .filter(element -> !element.endsWith("]"))
          .map(element -> element + "[]");
    }
    String base = type.replaceAll("\\(.*\\)", "").replace(" NOT NULL", "").trim();
    return switch (base) {
      case "STRING", "VARCHAR", "CHAR" -> Optional.of("text");
      case "BOOLEAN" -> Optional.of("boolean");
      case "TINYINT", "SMALLINT" -> Optional.of("smallint");
      case "INT", "INTEGER" -> Optional.of("integer");
      case "BIGINT" -> Optional.of("bigint");
      case "FLOAT" -> Optional.of("real");
      case "DOUBLE" -> Optional.of("double precision");
      case "DECIMAL" -> Optional.of(type.replace("DECIMAL", "numeric").replace(" ", ""));
      case "BYTES", "BINARY", "VARBINARY" -> Optional.of("bytea");
      case "DATE" -> Optional.of("date");
      case "TIME" -> Optional.of("time");
      case "TIMESTAMP" -> Optional.of("timestamp without time zone");
      case "TIMESTAMP_LTZ" -> Optional.of("timestamp with time zone");
      default -> Optional.empty();
    };
  }
}
