package io.millrace.connect.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/// A kind of value that a destination writes in other words than its topic.
enum ValueKind {
  DATE {
    @Override
    String write(String column, Schema schema, Object value) {
      return calendar(column, text(value).replace("Z", ""));
    }
  },
  TIME {
    @Override
    String write(String column, Schema schema, Object value) {
      return text(value).replace("Z", "");
    }
  },
  TIMESTAMP {
    @Override
    String write(String column, Schema schema, Object value) {
      return calendar(column, text(value).replace('T', ' ').replace("Z", ""));
    }
  },
  BITS {
    @Override
    String write(String column, Schema schema, Object value) {
      return BitText.of(schema, bytes(value));
    }
  },
  JSON {
    @Override
    String write(String column, Schema schema, Object value) {
      try {
        return MAPPER.writeValueAsString(plain(value));
      } catch (JsonProcessingException e) {
        throw new DataException("The column " + column + " holds what JSON cannot say", e);
      }
    }
  };

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static ValueKind named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// @throws DataException if the destination has no word for it; says no value
  abstract String write(String column, Schema schema, Object value);

  private static String text(Object value) {
    return String.valueOf(value);
  }

  /// Years from 1 to 9999 are all that calendars of most databases have.
  private static String calendar(String column, String text) {
    if (text.length() > 4 && text.charAt(4) == '-' && !text.endsWith("BC")) {
      return text;
    }
    throw new DataException(
        "The column "
            + column
            + " holds a time that the destination does not have (infinity, or a year before 1 or"
            + " after 9999)");
  }

  private static byte[] bytes(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return value instanceof byte[] bytes ? bytes : new byte[0];
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Struct struct -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
          Object content = struct.get(field);
          fields.put(field.name(), content == null ? "" : plain(content));
        }
        yield fields;
      }
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        for (Object item : list) {
          items.add(item == null ? MAPPER.nullNode() : plain(item));
        }
        yield items;
      }
      default -> value;
    };
  }
}
