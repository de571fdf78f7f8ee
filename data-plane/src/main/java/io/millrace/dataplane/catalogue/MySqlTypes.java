package io.millrace.dataplane.catalogue;

import java.util.Locale;

/// How the types of MariaDB and MySQL correspond to PostgreSQL's, both ways. Where no type holds
/// every value it is text, so that nothing is lost.
public final class MySqlTypes {

  private static final String SPAN = "interval hour to second";
  private static final int MOST_DIGITS = 65;
  private static final int MOST_SCALE = 38;
  private static final int MOST_CHARACTERS = 16_383;

  private MySqlTypes() {}

  /// The type of a table that is made for such a column.
  static String declare(Column column, int mostKeyCharacters) {
    if (column.array()) {
      return "longtext";
    }
    int[] modifiers = column.modifiers();
    return switch (column.baseType()) {
      case "smallint" -> "smallint";
      case "integer" -> "int";
      case "bigint", "oid" -> "bigint";
      case "real" -> "float";
      case "double precision" -> "double";
      case "boolean" -> "boolean";
      case "numeric" -> decimal(modifiers, column, mostKeyCharacters);
      case "date" -> "date";
      case "time without time zone", "time", SPAN -> "time(6)";
      // A timestamp ends in 2038 or 2106 here; this one is in UTC.
      case "timestamp without time zone", "timestamp with time zone" -> "datetime(6)";
      case "bytea" -> column.inKey() ? "varbinary(" + mostKeyCharacters + ")" : "longblob";
      case "uuid" -> "varchar(36)";
      case "character varying", "character" ->
          modifiers.length > 0 && modifiers[0] <= MOST_CHARACTERS
              ? "varchar(" + modifiers[0] + ")"
              : text(column, mostKeyCharacters);
      default -> text(column, mostKeyCharacters);
    };
  }

  private static String text(Column column, int mostKeyCharacters) {
    return column.inKey() ? "varchar(" + mostKeyCharacters + ")" : "longtext";
  }

  private static String decimal(int[] modifiers, Column column, int mostKeyCharacters) {
    int scale = modifiers.length > 1 ? modifiers[1] : 0;
    return modifiers.length > 0
            && modifiers[0] <= MOST_DIGITS
            && scale <= MOST_SCALE
            && scale <= modifiers[0]
        ? "decimal(" + modifiers[0] + "," + scale + ")"
        : text(column, mostKeyCharacters);
  }

  /// PostgreSQL's spelling of a declared type.
  ///
  /// @param columnType as `information_schema.columns.column_type` has it, such as `int unsigned`
  public static String canonical(String columnType) {
    String lower = columnType.toLowerCase(Locale.ROOT).replace(" zerofill", "");
    boolean unsigned = lower.endsWith(" unsigned");
    String plain = lower.replace(" unsigned", "");
    String base = plain.replaceAll("\\(.*", "").trim();
    return switch (base) {
      case "tinyint", "boolean" -> "smallint";
      case "smallint" -> unsigned ? "integer" : "smallint";
      case "mediumint", "year" -> "integer";
      case "int" -> unsigned ? "bigint" : "integer";
      case "bigint" -> unsigned ? "numeric(20,0)" : "bigint";
      case "decimal" -> "numeric" + inParentheses(plain);
      case "float" -> "real";
      case "double" -> "double precision";
      case "bit" -> plain.equals("bit(1)") ? "boolean" : "bit" + inParentheses(plain);
      case "char", "varchar" -> "character varying" + inParentheses(plain);
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> "bytea";
      case "date" -> "date";
      // A span of up to 838 hours; no type of a time of day holds it.
      case "time" -> SPAN;
      case "datetime" -> "timestamp without time zone";
      case "timestamp" -> "timestamp with time zone";
      case "json" -> "json";
      case "uuid" -> "uuid";
      default -> "text";
    };
  }

  private static String inParentheses(String type) {
    int open = type.indexOf('(');
    return open < 0 ? "" : type.substring(open, type.indexOf(')') + 1);
  }
}
