package io.millrace.connect.transform;

import io.millrace.connect.deadletters.DeadLetter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/// Makes of a row what its destination takes: values in the destination's own words, and of a
/// deletion what the pipeline wants of it.
///
/// A value that the destination has no word for is refused with an error, and never replaced; or,
/// where bad rows are set aside, the record goes on as it is and says so in a header.
public final class WrittenRow implements Transformation<SinkRecord> {

  static final String DELETED = "millrace_deleted";

  private static final Schema DELETED_SCHEMA = Schema.OPTIONAL_BOOLEAN_SCHEMA;
  private static final int MOST_SCHEMAS = 1_000;

  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              "columns",
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.HIGH,
              "Which columns are rewritten: topic|column=kind,… for each topic, separated by"
                  + " blanks. Kinds: date, time, timestamp, bits, json.")
          .define(
              "texts",
              ConfigDef.Type.STRING,
              "NAMED",
              ConfigDef.ValidString.in("NAMED", "PLAIN"),
              ConfigDef.Importance.HIGH,
              "PLAIN takes the name off a text's schema, as the destination knows no such type.")
          .define(
              "deletes",
              ConfigDef.Type.STRING,
              "HARD",
              ConfigDef.ValidString.in("HARD", "SOFT", "IGNORE"),
              ConfigDef.Importance.HIGH,
              "What a deletion becomes: a deletion, a mark in " + DELETED + ", or nothing.")
          .define(
              "unwritable",
              ConfigDef.Type.STRING,
              "FAIL",
              ConfigDef.ValidString.in("FAIL", "MARK"),
              ConfigDef.Importance.MEDIUM,
              "MARK lets a record with a value that the destination has no word for go on, with a"
                  + " header that says so.");

  private final Map<String, Map<String, ValueKind>> kinds = new HashMap<>();
  private final IdentityHashMap<Schema, Schema> plainRows = new IdentityHashMap<>();
  private final IdentityHashMap<Schema, Schema> markedRows = new IdentityHashMap<>();
  private boolean plain;
  private boolean marks;
  private String deletes = "HARD";

  @Override
  public @Nullable SinkRecord apply(SinkRecord record) {
    try {
      return written(record);
    } catch (DataException e) {
      if (!marks) {
        throw e;
      }
      record.headers().addString(DeadLetter.UNWRITABLE, String.valueOf(e.getMessage()));
      return record;
    }
  }

  private @Nullable SinkRecord written(SinkRecord record) {
    Map<String, ValueKind> columns = kinds.getOrDefault(record.topic(), Map.of());
    if (record.value() == null) {
      return deleted(record, columns);
    }
    if (!(record.value() instanceof Struct value)) {
      return record;
    }
    Struct row = rewrite(value, columns, deletes.equals("SOFT"));
    return with(record, columns, row);
  }

  private @Nullable SinkRecord deleted(SinkRecord record, Map<String, ValueKind> columns) {
    return switch (deletes) {
      case "IGNORE" -> null;
      case "SOFT" ->
          record.key() instanceof Struct key
              ? with(record, columns, marked(rewrite(key, columns, true)))
              : record;
      default -> with(record, columns, null);
    };
  }

  private static Struct marked(Struct row) {
    return row.put(DELETED, true);
  }

  private SinkRecord with(
      SinkRecord record, Map<String, ValueKind> columns, @Nullable Struct value) {
    Object key =
        record.key() instanceof Struct struct ? rewrite(struct, columns, false) : record.key();
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        key instanceof Struct struct ? struct.schema() : record.keySchema(),
        key,
        value == null ? null : value.schema(),
        value,
        record.timestamp());
  }

  private Struct rewrite(Struct row, Map<String, ValueKind> columns, boolean mark) {
    Schema schema = schema(row.schema(), columns, mark);
    Struct copy = new Struct(schema);
    for (Field field : row.schema().fields()) {
      Object content = row.getWithoutDefault(field.name());
      if (content != null) {
        ValueKind kind = columns.get(field.name());
        copy.put(
            schema.field(field.name()),
            kind == null ? content : kind.write(field.name(), field.schema(), content));
      }
    }
    return mark ? copy.put(DELETED, false) : copy;
  }

  private Schema schema(Schema from, Map<String, ValueKind> columns, boolean mark) {
    IdentityHashMap<Schema, Schema> known = mark ? markedRows : plainRows;
    Schema found = known.get(from);
    if (found == null) {
      if (known.size() >= MOST_SCHEMAS) {
        known.clear();
      }
      found = build(from, columns, mark);
      known.put(from, found);
    }
    return found;
  }

  private Schema build(Schema from, Map<String, ValueKind> columns, boolean mark) {
    SchemaBuilder builder = SchemaBuilder.struct();
    if (from.name() != null) {
      builder.name(from.name());
    }
    for (Field field : from.fields()) {
      boolean text = plain && field.schema().type() == Schema.Type.STRING;
      builder.field(
          field.name(),
          text || columns.containsKey(field.name()) ? text(field.schema()) : field.schema());
    }
    if (mark) {
      builder.field(DELETED, DELETED_SCHEMA);
    }
    return from.isOptional() ? builder.optional().build() : builder.build();
  }

  private static Schema text(Schema from) {
    return from.isOptional() ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
  }

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    Map<String, Object> values = CONFIG.parse(configs);
    plain = "PLAIN".equals(values.get("texts"));
    deletes = String.valueOf(values.get("deletes"));
    marks = "MARK".equals(values.get("unwritable"));
    kinds.clear();
    for (String topic : String.valueOf(values.get("columns")).split(" ", -1)) {
      int bar = topic.indexOf('|');
      if (bar > 0) {
        kinds.put(topic.substring(0, bar), columns(topic.substring(bar + 1)));
      }
    }
  }

  private static Map<String, ValueKind> columns(String text) {
    Map<String, ValueKind> columns = new HashMap<>();
    for (String column : text.split(",", -1)) {
      int equals = column.indexOf('=');
      columns.put(column.substring(0, equals), ValueKind.named(column.substring(equals + 1)));
    }
    return columns;
  }

  @Override
  public void close() {
    plainRows.clear();
    markedRows.clear();
  }
}
