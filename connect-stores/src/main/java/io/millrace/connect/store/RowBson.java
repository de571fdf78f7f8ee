package io.millrace.connect.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// Rows as BSON: as [RowJson], but with whole numbers, binary numbers and bytes as they are. Exact
/// numbers and times stay texts, as BSON's have fewer digits.
final class RowBson {

  private RowBson() {}

  static BsonDocument of(Struct row) {
    BsonDocument document = new BsonDocument();
    for (Field field : row.schema().fields()) {
      document.put(field.name(), value(row.getWithoutDefault(field.name())));
    }
    return document;
  }

  private static BsonValue value(@Nullable Object value) {
    return switch (value) {
      case null -> BsonNull.VALUE;
      case String text -> new BsonString(text);
      case Boolean flag -> BsonBoolean.valueOf(flag);
      case Double number -> new BsonDouble(number);
      // By its text, as 0.1f is not 0.1 otherwise.
      case Float number -> new BsonDouble(Double.parseDouble(number.toString()));
      case Long number -> new BsonInt64(number);
      case Number number -> new BsonInt32(number.intValue());
      case byte[] bytes -> new BsonBinary(bytes);
      case ByteBuffer buffer -> {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        yield new BsonBinary(bytes);
      }
      case Struct struct -> of(struct);
      case List<?> list -> new BsonArray(list.stream().map(RowBson::value).toList());
      case Map<?, ?> map -> {
        BsonDocument entries = new BsonDocument();
        map.forEach((key, content) -> entries.put(RowJson.text(key), value(content)));
        yield entries;
      }
      default -> new BsonString(value.toString());
    };
  }
}
