package io.millrace.connect.debezium;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/// Changes of one table whose rows are alike, in the order in which they came; of each key the last
/// alone, as a statement must not write a row twice.
final class PostgresChanges {

  /// Of a statement, which is in memory several times while it is written.
  private static final long MOST_CHARACTERS = 8 << 20;

  private final PostgresTable table;
  private final Schema keySchema;
  private final List<Column> key;
  private @Nullable Schema rowSchema;
  private List<Column> rest = List.of();

  /// Key → the row, with the key's columns first; nothing of a row that is deleted.
  private final LinkedHashMap<List<String>, @Nullable String[]> rows = new LinkedHashMap<>();

  private long characters;

  private record Column(Field field, String type) {

    /// As text becomes any type by the type's own rules, all come as text; bytes say that they are
    /// bytes, so that a column of another type refuses them.
    String cast(String value) {
      return value + "::" + (PostgresText.bytes(field.schema(), type) ? "bytea" : type);
    }

    @Nullable String text(Struct row) {
      Object value = row.getWithoutDefault(field.name());
      return value == null ? null : PostgresText.of(field.schema(), type, value);
    }

    String name() {
      return PostgresTable.quoted(field.name());
    }
  }

  /// @param like a change that is to be the first
  PostgresChanges(PostgresTable table, SinkRecord like) {
    if (!(like.key() instanceof Struct struct)) {
      throw new DataException("A record without a key cannot be written to " + table.name());
    }
    this.table = table;
    this.keySchema = struct.schema();
    this.key = keySchema.fields().stream().map(this::column).toList();
  }

  private Column column(Field field) {
    return new Column(field, table.type(field.name()));
  }

  /// Whether one more is like the others.
  boolean fit(SinkRecord record) {
    return keySchema.equals(record.keySchema())
        && (record.value() == null || rowSchema == null || rowSchema.equals(record.valueSchema()));
  }

  boolean full(int batchRows) {
    return rows.size() >= batchRows || characters >= MOST_CHARACTERS;
  }

  void add(SinkRecord record) {
    Struct keyRow = (Struct) record.key();
    List<String> texts = new ArrayList<>(key.size());
    for (Column column : key) {
      String text = column.text(keyRow);
      if (text == null) {
        throw new DataException("The key " + column.name() + " is NULL");
      }
      texts.add(text);
    }
    rows.putLast(texts, record.value() instanceof Struct row ? whole(texts, row) : null);
  }

  private @Nullable String[] whole(List<String> keyTexts, Struct row) {
    if (rowSchema == null) {
      rowSchema = row.schema();
      rest =
          row.schema().fields().stream()
              .filter(field -> keySchema.field(field.name()) == null)
              .map(this::column)
              .toList();
    }
    @Nullable String[] texts = keyTexts.toArray(new String[key.size() + rest.size()]);
    for (int i = 0; i < rest.size(); i++) {
      String text = rest.get(i).text(row);
      texts[key.size() + i] = text;
      characters += text == null ? 0 : text.length();
    }
    return texts;
  }

  /// Deletions first: a row that is gone may have held what is to be unique.
  void write(Connection connection) throws SQLException {
    List<@Nullable String[]> deleted = new ArrayList<>();
    List<@Nullable String[]> written = new ArrayList<>();
    rows.forEach(
        (texts, row) -> {
          if (row == null) {
            deleted.add(texts.toArray(new String[0]));
          } else {
            written.add(row);
          }
        });
    execute(connection, delete(), key, deleted);
    List<Column> all = new ArrayList<>(key);
    all.addAll(rest);
    execute(connection, upsert(all), all, written);
  }

  /// Binds an array for each column.
  private static void execute(
      Connection connection, String sql, List<Column> columns, List<@Nullable String[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++) {
        @Nullable String[] values = new String[rows.size()];
        for (int row = 0; row < values.length; row++) {
          values[row] = rows.get(row)[i];
        }
        Array array = connection.createArrayOf("text", values);
        statement.setArray(i + 1, array);
      }
      statement.executeUpdate();
    }
  }

  private String delete() {
    return "DELETE FROM "
        + table.name()
        + " AS t USING "
        + unnest(key.size())
        + " WHERE "
        + joined(
            " AND ",
            key.size(),
            i -> "t." + key.get(i).name() + " = " + key.get(i).cast("u.c" + i));
  }

  private String upsert(List<Column> all) {
    return "INSERT INTO "
        + table.name()
        + " ("
        + joined(", ", all.size(), i -> all.get(i).name())
        + ") SELECT "
        + joined(", ", all.size(), i -> all.get(i).cast("u.c" + i))
        + " FROM "
        + unnest(all.size())
        + " ON CONFLICT ("
        + joined(", ", key.size(), i -> key.get(i).name())
        + ") DO "
        + (rest.isEmpty()
            ? "NOTHING"
            : "UPDATE SET "
                + joined(
                    ", ",
                    rest.size(),
                    i -> rest.get(i).name() + " = EXCLUDED." + rest.get(i).name()));
  }

  private static String unnest(int columns) {
    return "unnest("
        + joined(", ", columns, _ -> "?::text[]")
        + ") AS u("
        + joined(", ", columns, i -> "c" + i)
        + ")";
  }

  private static String joined(String separator, int count, Function<Integer, String> text) {
    return IntStream.range(0, count).boxed().map(text).collect(Collectors.joining(separator));
  }
}
