package io.millrace.dataplane.catalogue;

import java.util.Locale;

/// How the types of SQL Server correspond to PostgreSQL's, both ways. Where no type holds every
/// value it is text, so that nothing is lost.
public final class SqlServerTypes {

  private static final String TEXT = "nvarchar(max)";
  private static final int MOST_DIGITS = 38;

  /// Of a text with a length; also the least that a length is a limit for.
  private static final int MOST_UNITS = 4_000;

  /// What a key of 900 bytes holds.
  private static final int MOST_KEY_UNITS = 450;

  private static final int MOST_KEY_BYTES = 900;

  private SqlServerTypes() {}

  /// The type of a table that is made for such a column.
  static String declare(Column column) {
    if (column.array()) {
      return TEXT;
    }
    int[] modifiers = column.modifiers();
    return switch (column.baseType()) {
      case "smallint" -> "smallint";
      case "integer" -> "int";
      case "bigint", "oid" -> "bigint";
      case "real" -> "real";
      case "double precision" -> "float";
      case "boolean" -> "bit";
      case "numeric" -> decimal(modifiers, column);
      case "date" -> "date";
      case "time without time zone", "time" -> "time(6)";
      case "timestamp without time zone" -> "datetime2(6)";
      case "timestamp with time zone" -> "datetimeoffset(6)";
      case "bytea" -> column.inKey() ? "varbinary(" + MOST_KEY_BYTES + ")" : "varbinary(max)";
      case "uuid" -> "uniqueidentifier";
      case "character varying", "character" -> text(column, units(modifiers));
      default -> text(column, Integer.MAX_VALUE);
    };
  }

  /// SQL Server counts in units of UTF-16, of which a character takes one or two.
  private static int units(int[] modifiers) {
    return modifiers.length == 0 || modifiers[0] > MOST_UNITS / 2
        ? Integer.MAX_VALUE
        : 2 * modifiers[0];
  }

  private static String text(Column column, int units) {
    if (column.inKey()) {
      return "nvarchar(" + Math.min(units, MOST_KEY_UNITS) + ")";
    }
    return units > MOST_UNITS ? TEXT : "nvarchar(" + units + ")";
  }

  private static String decimal(int[] modifiers, Column column) {
    int scale = modifiers.length > 1 ? modifiers[1] : 0;
    return modifiers.length > 0 && modifiers[0] <= MOST_DIGITS && scale <= modifiers[0]
        ? "decimal(" + modifiers[0] + "," + scale + ")"
        : text(column, Integer.MAX_VALUE);
  }

  /// PostgreSQL's spelling of a declared type.
  ///
  /// @param declared with its length or precision, such as `nvarchar(40)`
  public static String canonical(String declared) {
    String lower = declared.toLowerCase(Locale.ROOT);
    int open = lower.indexOf('(');
    String base = open < 0 ? lower : lower.substring(0, open);
    String modifiers = open < 0 ? "" : lower.substring(open);
    return switch (base) {
      // From 0 to 255.
      case "tinyint", "smallint" -> "smallint";
      case "int" -> "integer";
      case "bigint" -> "bigint";
      case "bit" -> "boolean";
      case "decimal", "numeric" -> "numeric" + modifiers;
      case "money" -> "numeric(19,4)";
      case "smallmoney" -> "numeric(10,4)";
      case "real" -> "real";
      case "float" -> "double precision";
      case "date" -> "date";
      case "time" -> "time without time zone";
      case "datetime", "datetime2", "smalldatetime" -> "timestamp without time zone";
      case "datetimeoffset" -> "timestamp with time zone";
      case "char", "varchar", "nchar", "nvarchar" ->
          modifiers.equals("(max)") ? "text" : "character varying" + modifiers;
      case "uniqueidentifier" -> "uuid";
      case "xml" -> "xml";
      case "binary", "varbinary", "image", "timestamp", "rowversion", "hierarchyid" -> "bytea";
      default -> "text";
    };
  }
}
