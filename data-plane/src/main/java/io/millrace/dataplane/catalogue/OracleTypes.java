package io.millrace.dataplane.catalogue;

import java.util.Locale;

/// How the types of Oracle correspond to PostgreSQL's, both ways. Where no type holds every value
/// it is text, so that nothing is lost.
public final class OracleTypes {

  private static final int MOST_DIGITS = 38;

  /// Of 4,000 bytes, four for each.
  private static final int MOST_CHARACTERS = 1_000;

  private static final int MOST_KEY_BYTES = 2_000;

  private OracleTypes() {}

  /// The type of a table that is made for such a column.
  static String declare(Column column) {
    if (column.array()) {
      return "CLOB";
    }
    int[] modifiers = column.modifiers();
    return switch (column.baseType()) {
      case "smallint" -> "NUMBER(5)";
      case "integer" -> "NUMBER(10)";
      case "bigint", "oid" -> "NUMBER(19)";
      case "real" -> "BINARY_FLOAT";
      case "double precision" -> "BINARY_DOUBLE";
      case "boolean" -> "NUMBER(1)";
      case "numeric" -> number(modifiers, column);
      case "date" -> "DATE";
      case "timestamp without time zone" -> "TIMESTAMP(6)";
      // Of a key it is in UTC: no key may have a zone.
      case "timestamp with time zone" ->
          column.inKey() ? "TIMESTAMP(6)" : "TIMESTAMP(6) WITH TIME ZONE";
      case "time without time zone", "time", "interval hour to second", "uuid" ->
          "VARCHAR2(36 CHAR)";
      case "bytea" -> column.inKey() ? "RAW(" + MOST_KEY_BYTES + ")" : "BLOB";
      case "character varying", "character" ->
          text(column, modifiers.length == 0 ? Integer.MAX_VALUE : modifiers[0]);
      default -> text(column, Integer.MAX_VALUE);
    };
  }

  private static String text(Column column, int characters) {
    return column.inKey() || characters <= MOST_CHARACTERS
        ? "VARCHAR2(" + Math.min(characters, MOST_CHARACTERS) + " CHAR)"
        : "CLOB";
  }

  private static String number(int[] modifiers, Column column) {
    int scale = modifiers.length > 1 ? modifiers[1] : 0;
    return modifiers.length > 0 && modifiers[0] <= MOST_DIGITS && scale <= modifiers[0]
        ? "NUMBER(" + modifiers[0] + "," + scale + ")"
        : text(column, Integer.MAX_VALUE);
  }

  /// PostgreSQL's spelling of a declared type. A number arrives as text, except one that is rounded
  /// before the point: that is a whole number.
  ///
  /// @param declared as `all_tab_columns.data_type` has it, with its length or precision
  public static String canonical(String declared) {
    String upper = declared.toUpperCase(Locale.ROOT).replace(" CHAR)", ")");
    String base = upper.replaceAll("\\([^)]*\\)", "").trim();
    return switch (base) {
      case "NUMBER" -> numeric(Column.of("", upper).modifiers(), upper);
      case "FLOAT" -> "numeric";
      case "BINARY_FLOAT" -> "real";
      case "BINARY_DOUBLE" -> "double precision";
      case "BOOLEAN" -> "boolean";
      // It has hours, minutes and seconds.
      case "DATE", "TIMESTAMP" -> "timestamp without time zone";
      case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" ->
          "timestamp with time zone";
      case "INTERVAL DAY TO SECOND", "INTERVAL YEAR TO MONTH" -> "interval";
      case "CHAR", "VARCHAR2", "NCHAR", "NVARCHAR2" -> varying(Column.of("", upper).modifiers());
      case "XMLTYPE" -> "xml";
      case "RAW", "BLOB" -> "bytea";
      default -> "text";
    };
  }

  private static String varying(int[] length) {
    return length.length == 0 ? "text" : "character varying(" + length[0] + ")";
  }

  private static String numeric(int[] modifiers, String declared) {
    if (modifiers.length == 0) {
      return "numeric";
    }
    if (modifiers.length == 1 && declared.contains(",-")) {
      return whole(modifiers[0] + negativeScale(declared));
    }
    return "numeric(" + modifiers[0] + "," + (modifiers.length > 1 ? modifiers[1] : 0) + ")";
  }

  private static int negativeScale(String declared) {
    return Integer.parseInt(declared.replaceAll(".*,-(\\d+)\\).*", "$1"));
  }

  private static String whole(int digits) {
    if (digits < 5) {
      return "smallint";
    }
    if (digits < 10) {
      return "integer";
    }
    return digits < 19 ? "bigint" : "numeric(" + digits + ",0)";
  }
}
