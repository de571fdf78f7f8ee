package io.millrace.connect.transform;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/// Takes the columns' defaults out of a record's schema. Converters and sinks read a missing value
/// as its default, so with them a NULL in a column that has a default would arrive as that default.
public final class NoDefaults implements Transformation<SourceRecord> {

  /// A source uses one schema object until the table changes, so this stays small; a bound is kept
  /// all the same.
  private static final int MOST_SCHEMAS = 1_000;

  private final IdentityHashMap<Schema, Schema> known = new IdentityHashMap<>();

  @Override
  public SourceRecord apply(SourceRecord record) {
    if (!(record.value() instanceof Struct value)) {
      return record;
    }
    Schema schema = withoutDefaults(value.schema());
    Struct copy = new Struct(schema);
    for (Field field : value.schema().fields()) {
      Object content = value.getWithoutDefault(field.name());
      if (content != null) {
        copy.put(schema.field(field.name()), inner(content));
      }
    }
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        schema,
        copy,
        record.timestamp());
  }

  /// A structured column's struct must carry the very schema that its field now has.
  private Object inner(Object content) {
    if (!(content instanceof Struct struct)) {
      return content;
    }
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
