package io.millrace.connect.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/// Rows as JSON. Nothing is rounded: exact numbers are texts already; whole and binary numbers are
/// JSON's, except for those that it has no word for, which are texts; bytes are base64.
final class RowJson {

  /// What a soft delete sets.
  static final String DELETED = "millrace_deleted";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RowJson() {}

  static String of(Struct row) {
    return write(node(row));
  }

  static ObjectNode node(Struct row) {
    ObjectNode node = NODES.objectNode();
    for (Field field : row.schema().fields()) {
      node.set(field.name(), value(row.getWithoutDefault(field.name())));
    }
    return node;
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON cannot be written", e);
    }
  }

  /// A value by itself: as in JSON, without the quotes of a text; empty when there is none.
  static String text(@Nullable Object value) {
    JsonNode node = value(value);
    return node.isNull() ? "" : node.isTextual() ? node.textValue() : write(node);
  }

  private static JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case String text -> NODES.textNode(text);
      case Boolean flag -> NODES.booleanNode(flag);
      case Double number ->
          Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
      case Float number ->
          Float.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
      case Number number -> NODES.numberNode(number.longValue());
      case byte[] bytes -> NODES.textNode(Base64.getEncoder().encodeToString(bytes));
      case ByteBuffer buffer -> {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        yield NODES.textNode(Base64.getEncoder().encodeToString(bytes));
      }
      case Struct struct -> node(struct);
      case List<?> list -> {
        ArrayNode items = NODES.arrayNode();
        list.forEach(item -> items.add(value(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        ObjectNode entries = NODES.objectNode();
        map.forEach((key, content) -> entries.set(text(key), value(content)));
        yield entries;
      }
      default -> NODES.textNode(value.toString());
    };
  }
}
