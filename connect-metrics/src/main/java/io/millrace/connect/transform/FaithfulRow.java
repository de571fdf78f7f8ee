package io.millrace.connect.transform;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/// Makes of a change the row as it is in the table, where Debezium and the converters would change
/// it; of a deletion a tombstone. The time of the commit in the source database becomes the
/// record's timestamp, so that the latency of every later stage is measured from it.
///
/// One pass over the row: Debezium's own transform makes a copy and headers besides, which were a
/// fifth of what a source takes for a row.
///
/// The columns' defaults leave the schema: converters and sinks read a missing value as its
/// default, so a NULL in a column that has one would arrive as the default. Dates and timestamps
/// without a zone that ISO 8601 cannot say, infinity and years before our era, become PostgreSQL's
/// own words. Instants are in UTC, whatever offset they were written with. Numbers that Debezium
/// has no type for become text, as all exact numbers are.
public final class FaithfulRow implements Transformation<SourceRecord> {

  /// A source uses one schema object until the table changes, so this stays small; a bound is kept
  /// all the same.
  private static final int MOST_SCHEMAS = 1_000;

  private static final String AFTER = "after";

  private static final String DATE = "io.debezium.time.IsoDate";
  private static final String TIMESTAMP = "io.debezium.time.IsoTimestamp";
  private static final String INSTANT = "io.debezium.time.ZonedTimestamp";

  private static final Pattern OFFSET = Pattern.compile("T.*[+-]\\d\\d:\\d\\d$");

  /// PostgreSQL's last years, and its first. What lies beyond is Debezium's way to say infinity.
  static final long LAST_DATE = 5_874_897;

  static final long LAST_TIMESTAMP = 294_246;
  private static final long FIRST = -4_713;

  private final IdentityHashMap<Schema, Schema> known = new IdentityHashMap<>();
  private final Map<String, Schema> newest = new HashMap<>();
  private final Map<String, RowShape> shapes = new HashMap<>();

  @Override
  public SourceRecord apply(SourceRecord record) {
    if (record.value() == null) {
      return with(record, null, record.timestamp());
    }
    if (!(record.value() instanceof Struct value)) {
      return record;
    }
    if (value.schema().field("op") == null || value.schema().field(AFTER) == null) {
      return with(record, row(value), record.timestamp());
    }
    Struct after = value.getStruct(AFTER);
    Long committed = value.getStruct("source").getInt64("ts_ms");
    return with(
        record,
        after == null ? null : row(after),
        committed == null ? record.timestamp() : committed);
  }

  private SourceRecord with(SourceRecord record, @Nullable Struct value, @Nullable Long timestamp) {
    if (value != null && !value.schema().equals(newest.put(record.topic(), value.schema()))) {
      shapes.computeIfAbsent(record.topic(), RowShape::publish).set(value.schema());
    }
    Object key = record.key() instanceof Struct struct ? row(struct) : record.key();
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        key instanceof Struct struct ? struct.schema() : record.keySchema(),
        key,
        value == null ? null : value.schema(),
        value,
        timestamp);
  }

  private Struct row(Struct value) {
    Schema schema = withoutDefaults(value.schema());
    Struct copy = new Struct(schema);
    for (Field field : value.schema().fields()) {
      Object content = value.getWithoutDefault(field.name());
      if (content != null) {
        copy.put(schema.field(field.name()), faithful(field.schema(), content));
      }
    }
    return copy;
  }

  private Object faithful(Schema schema, Object content) {
    return switch (content) {
      case Struct struct -> inner(struct);
      case BigDecimal number -> number.toPlainString();
      case String text when DATE.equals(schema.name()) -> date(text, LAST_DATE);
      case String text when TIMESTAMP.equals(schema.name()) -> date(text, LAST_TIMESTAMP);
      case String text when INSTANT.equals(schema.name()) -> instant(text);
      default -> content;
    };
  }

  /// What ends with an offset is of SQL Server or Oracle, whose years are those of ISO 8601.
  static String instant(String text) {
    return !text.endsWith("Z") && OFFSET.matcher(text).find()
        ? OffsetDateTime.parse(text)
            .withOffsetSameInstant(ZoneOffset.UTC)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
        : text;
  }

  /// `-0043-03-15Z` is the year 44 before our era, as there is a year 0 in ISO 8601. Infinity comes
  /// as a year that PostgreSQL does not know.
  static String date(String text, long lastYear) {
    if (!text.startsWith("-") && !text.startsWith("+")) {
      return text;
    }
    int yearEnd = text.indexOf('-', 1);
    if (yearEnd < 0) {
      return text;
    }
    long year = Long.parseLong(text.substring(0, yearEnd));
    if (year > lastYear) {
      return "infinity";
    }
    if (year < FIRST) {
      return "-infinity";
    }
    String rest = text.substring(yearEnd);
    return year > 0
        ? year + rest
        : String.format("%04d%s BC", 1 - year, rest.replace("Z", "").replace('T', ' '));
  }

  /// A structured column's struct must carry the very schema that its field now has.
  private Struct inner(Struct struct) {
    Schema schema = withoutDefaults(struct.schema());
    Struct copy = new Struct(schema);
    for (Field field : struct.schema().fields()) {
      copy.put(field.name(), struct.getWithoutDefault(field.name()));
    }
    return copy;
  }

  private Schema withoutDefaults(Schema schema) {
    Schema found = known.get(schema);
    if (found == null) {
      if (known.size() >= MOST_SCHEMAS) {
        known.clear();
      }
      found = rebuild(schema, true);
      known.put(schema, found);
    }
    return found;
  }

  private static Schema rebuild(Schema schema, boolean whole) {
    if (schema.type() == Schema.Type.STRUCT) {
      SchemaBuilder builder = head(SchemaBuilder.struct(), schema);
      for (Field field : schema.fields()) {
        builder.field(field.name(), rebuild(field.schema(), false));
      }
      return builder.build();
    }
    if (Decimal.LOGICAL_NAME.equals(schema.name())) {
      return schema.isOptional() ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
    }
    if (schema.defaultValue() == null && !whole) {
      return schema;
    }
    SchemaBuilder builder =
        switch (schema.type()) {
          case ARRAY -> SchemaBuilder.array(schema.valueSchema());
          case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
          default -> SchemaBuilder.type(schema.type());
        };
    return head(builder, schema).build();
  }

  private static SchemaBuilder head(SchemaBuilder builder, Schema schema) {
    @Nullable Map<String, String> parameters = schema.parameters();
    if (schema.name() != null) {
      builder.name(schema.name());
    }
    if (schema.version() != null) {
      builder.version(schema.version());
    }
    if (parameters != null && !parameters.isEmpty()) {
      builder.parameters(parameters);
    }
    return schema.isOptional() ? builder.optional() : builder.required();
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {
    known.clear();
  }
}
