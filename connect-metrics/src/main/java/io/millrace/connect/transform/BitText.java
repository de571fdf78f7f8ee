package io.millrace.connect.transform;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/// Bits as people read them, the highest first. Debezium writes them with the lowest first, in
/// bytes.
public final class BitText {

  private BitText() {}

  public static String of(Schema schema, byte[] bytes) {
    @Nullable Map<String, String> parameters = schema.parameters();
    int length =
        parameters == null || !parameters.containsKey("length")
            ? bytes.length * Byte.SIZE
            : Integer.parseInt(parameters.get("length"));
    StringBuilder text = new StringBuilder();
    for (int bit = Math.min(length, bytes.length * Byte.SIZE) - 1; bit >= 0; bit--) {
      text.append((bytes[bit / Byte.SIZE] >> (bit % Byte.SIZE)) & 1);
    }
    return text.toString();
  }
}
