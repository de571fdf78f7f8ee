package io.millrace.dataplane.catalogue;

import java.util.Comparator;
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

  public static Optional<Misfit> of(TableName table, List<Column> rows, List<Column> target) {
    Map<String, Column> columns = new TreeMap<>();
    target.forEach(column -> columns.put(column.name(), column));
    for (Column row : rows) {
      Column column = columns.remove(row.name());
      if (column == null) {
        return Optional.of(
            new Misfit(
                "The table " + table.qualified() + " has no column " + row.name(),
                "ALTER TABLE "
                    + table.quoted()
                    + " ADD COLUMN \""
                    + row.name()
                    + "\" "
                    + row.type()
                    + ";"));
      }
      if (!takes(column, row)) {
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
                "ALTER TABLE "
                    + table.quoted()
                    + " ALTER COLUMN \""
                    + row.name()
                    + "\" TYPE "
                    + row.type()
                    + ";"));
      }
    }
    return key(table, rows, target).or(() -> unfilled(table, columns));
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

  private static Optional<Misfit> key(TableName table, List<Column> rows, List<Column> target) {
    List<String> wanted = keyOf(rows);
    if (Objects.equals(
        wanted.stream().sorted().toList(), keyOf(target).stream().sorted().toList())) {
      return Optional.empty();
    }
    String columns =
        wanted.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    return Optional.of(
        new Misfit(
            "The primary key of the table "
                + table.qualified()
                + " is not ("
                + String.join(", ", wanted)
                + ") as in the source, so a row cannot be found again",
            "ALTER TABLE " + table.quoted() + " ADD PRIMARY KEY (" + columns + ");"));
  }

  private static List<String> keyOf(List<Column> columns) {
    return columns.stream()
        .filter(Column::inKey)
        .sorted(Comparator.comparingInt(Column::keyPosition))
        .map(Column::name)
        .toList();
  }

  private static Optional<Misfit> unfilled(TableName table, Map<String, Column> others) {
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
                    "ALTER TABLE "
                        + table.quoted()
                        + " ALTER COLUMN \""
                        + column.name()
                        + "\" DROP NOT NULL;"));
  }
}
