package io.millrace.connect.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/// Makes of a change in a collection a row of two columns: the document's key, and the document as
/// MongoDB's Extended JSON says it. Documents of one collection need have nothing else in common.
public final class DocumentRow implements Transformation<SourceRecord> {

  static final String KEY = "_id";
  static final String DOCUMENT = "document";

  private static final Schema JSON_SCHEMA =
      SchemaBuilder.string().name("io.debezium.data.Json").optional().build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// By topic: the same objects for every row, as those that follow go by them.
  private final Map<String, Shape> shapes = new HashMap<>();

  private record Shape(Schema key, Schema row) {

    static Shape of(SourceRecord record) {
      return new Shape(
          SchemaBuilder.struct()
              .name(record.keySchema().name())
              .field(KEY, Schema.STRING_SCHEMA)
              .build(),
          SchemaBuilder.struct()
              .name(String.valueOf(record.valueSchema().name()).replaceFirst("Envelope$", "Value"))
              .field(KEY, Schema.STRING_SCHEMA)
              .field(DOCUMENT, JSON_SCHEMA)
              .build());
    }
  }

  @Override
  public @Nullable SourceRecord apply(SourceRecord record) {
    if (!(record.value() instanceof Struct change) || change.schema().field("op") == null) {
      return record;
    }
    String id = id(((Struct) record.key()).getString("id"));
    boolean deleted = "d".equals(change.getString("op"));
    String document = change.getString("after");
    if (!deleted && document == null) {
      // It was looked up after its change, and was gone: that it was deleted comes next.
      return null;
    }
    Shape shape = shapes.computeIfAbsent(record.topic(), _ -> Shape.of(record));
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        shape.key(),
        new Struct(shape.key()).put(KEY, id),
        deleted ? null : shape.row(),
        deleted ? null : new Struct(shape.row()).put(KEY, id).put(DOCUMENT, document),
        change.getStruct("source").getInt64("ts_ms"));
  }

  /// Texts and ObjectIds, which nearly all keys are, as they are read; others as JSON.
  static String id(String json) {
    try {
      JsonNode id = JSON.readTree(json);
      return id.isTextual() ? id.textValue() : id.path("$oid").asText(json);
    } catch (JsonProcessingException e) {
      throw new DataException("A document's key is not JSON", e);
    }
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {
    shapes.clear();
  }
}
