package io.millrace.dataplane.catalogue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A column as its database declares it.
///
/// @param type PostgreSQL's own spelling, such as `numeric(12,2)` or `timestamp with time zone`
/// @param keyPosition from 1 in the primary key's order, 0 outside it
/// @param filled whether the database fills it when it is left out: a default, identity or
///   generated column
public record Column(String name, String type, boolean nullable, int keyPosition, boolean filled) {

  public static Column of(String name, String type) {
    return new Column(name, type, true, 0, false);
  }

  public Column withKey(int position) {
    return new Column(name, type, position == 0 && nullable, position, filled);
  }

  /// The primary key's columns, in its order.
  public static List<Column> key(List<Column> columns) {
    return columns.stream()
        .filter(Column::inKey)
        .sorted(Comparator.comparingInt(Column::keyPosition))
        .toList();
  }

  /// Names that a field of an Avro record cannot have.
  public static List<String> namesThatAvroRefuses(List<Column> columns) {
    return columns.stream()
        .map(Column::name)
        .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"))
        .toList();
  }

  public boolean inKey() {
    return keyPosition > 0;
  }

  /// The type's name without length, precision or array marks, such as `numeric`.
  public String baseType() {
    return type.replaceAll("\\([^)]*\\)", "").replace("[]", "").replaceAll("\\s+", " ").trim();
  }

  public boolean array() {
    return type.endsWith("[]");
  }

  /// The numbers in the type's parentheses, such as 12 and 2; empty when there are none.
  public int[] modifiers() {
    int open = type.indexOf('(');
    int close = type.indexOf(')');
    if (open < 0 || close < open) {
      return new int[0];
    }
    return Arrays.stream(type.substring(open + 1, close).split(",", -1))
        .map(String::trim)
        .filter(text -> !text.isEmpty() && text.chars().allMatch(Character::isDigit))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
