package io.millrace.dataplane.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether a destination table can take the rows that will be written to it.
public final class TableFit {

  private static final List<String> NUMBERS =
      List.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
  private static final List<String> TEXTS = List.of("character", "character varying", "text");

  private TableFit() {}

  /// What does not fit, and the statement that mends it.
  public record Misfit(String why, String nextStep) {}

  public static Optional<Misfit> of(
      Dialect dialect, TableName table, List<Column> rows, List<Column> target) {
    Map<String, Column> columns = new TreeMap<>();
    target.forEach(column -> columns.put(column.name(), column));
    for (Column row : rows) {
      Column column = columns.remove(row.name());
      if (column == null) {
        return Optional.of(
            new Misfit(
                "The table " + table.qualified() + " has no column " + row.name(),
                dialect.add(table, row) + ";"));
      }
      if (!takes(column, dialect.stored(row))) {
        return Optional.of(
            new Misfit(
                "The column "
                    + row.name()
                    + " of the table "
                    + table.qualified()
                    + " is "
                    + column.type()
                    + ", and the rows bring "
                    + row.type(),
                dialect.widen(table, row) + ";"));
      }
    }
    return key(dialect, table, rows, target).or(() -> unfilled(dialect, table, columns));
  }

  /// The statements that let a table follow its rows: columns that it lacks, and types that hold
  /// more of the same kind. None of them can lose a value that is in the table.
  public static List<String> follow(
      Dialect dialect, TableName table, List<Column> rows, List<Column> target) {
    Map<String, Column> columns = new TreeMap<>();
    target.forEach(column -> columns.put(column.name(), column));
    List<String> statements = new ArrayList<>();
    for (Column row : rows) {
      Column column = columns.get(row.name());
      if (column == null) {
        statements.add(dialect.add(table, row));
      } else if (wider(dialect.stored(row), column)) {
        statements.add(dialect.widen(table, row));
      }
    }
    return statements;
  }

  private static boolean wider(Column row, Column column) {
    if (row.array() != column.array()) {
      return false;
    }
    String from = column.baseType();
    String to = row.baseType();
    if (NUMBERS.contains(from) && NUMBERS.contains(to) && !from.equals(to)) {
      return NUMBERS.indexOf(to) > NUMBERS.indexOf(from);
    }
    if (TEXTS.contains(from) && TEXTS.contains(to)) {
      return length(row) > length(column);
    }
    return from.equals("numeric") && to.equals("numeric") && holdsMore(row, column);
  }

  private static int length(Column text) {
    int[] modifiers = text.modifiers();
    return modifiers.length == 0 ? Integer.MAX_VALUE : modifiers[0];
  }

  /// Digits before and after the point both, or the change would lose some.
  private static boolean holdsMore(Column row, Column column) {
    int[] to = row.modifiers();
    int[] from = column.modifiers();
    if (from.length == 0 || to.length == 0) {
      return from.length > 0;
    }
    int scaleTo = to.length > 1 ? to[1] : 0;
    int scaleFrom = from.length > 1 ? from[1] : 0;
    int wholeTo = to[0] - scaleTo;
    int wholeFrom = from[0] - scaleFrom;
    return scaleTo >= scaleFrom
        && wholeTo >= wholeFrom
        && (scaleTo > scaleFrom || wholeTo > wholeFrom);
  }

  private static boolean takes(Column column, Column row) {
    String to = column.baseType();
    String from = row.baseType();
    if (column.array() != row.array()) {
      return to.equals("text");
    }
    if (to.equals(from) || (to.equals("text") && !column.array())) {
      return true;
    }
    if (NUMBERS.contains(to) && NUMBERS.contains(from)) {
      return NUMBERS.indexOf(to) >= NUMBERS.indexOf(from);
    }
    // Text may hold what the column wants; the database will say so for each row.
    return TEXTS.contains(from) && !NUMBERS.contains(to) && !to.equals("boolean");
  }

  private static Optional<Misfit> key(
      Dialect dialect, TableName table, List<Column> rows, List<Column> target) {
    List<String> wanted = keyOf(rows);
    if (Objects.equals(
        wanted.stream().sorted().toList(), keyOf(target).stream().sorted().toList())) {
      return Optional.empty();
    }
    String columns = wanted.stream().map(dialect::quote).collect(Collectors.joining(", "));
    return Optional.of(
        new Misfit(
            "The primary key of the table "
                + table.qualified()
                + " is not ("
                + String.join(", ", wanted)
                + ") as in the source, so a row cannot be found again",
            dialect.alter(table) + "ADD PRIMARY KEY (" + columns + ");"));
  }

  private static List<String> keyOf(List<Column> columns) {
    return Column.key(columns).stream().map(Column::name).toList();
  }

  private static Optional<Misfit> unfilled(
      Dialect dialect, TableName table, Map<String, Column> others) {
    return others.values().stream()
        .filter(column -> !column.nullable() && !column.filled())
        .findFirst()
        .map(
            column ->
                new Misfit(
                    "The column "
                        + column.name()
                        + " of the table "
                        + table.qualified()
                        + " is NOT NULL without a default, and the rows do not bring it",
                    dialect.dropNotNull(table, column) + ";"));
  }
}
