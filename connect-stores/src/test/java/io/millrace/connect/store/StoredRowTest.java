package io.millrace.connect.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class StoredRowTest {

  private static String keyText(Object... values) {
    SchemaBuilder builder = SchemaBuilder.struct();
    for (int i = 0; i < values.length; i++) {
      builder.field(
          "k" + i, values[i] instanceof Long ? Schema.INT64_SCHEMA : Schema.STRING_SCHEMA);
    }
    Struct key = new Struct(builder.build());
    for (int i = 0; i < values.length; i++) {
      key.put("k" + i, values[i]);
    }
    return new StoredRow("t", key, null, "", 0).keyText();
  }

  @Test
  void aKeyOfOneColumnIsItsValue() {
    assertThat(keyText(7L)).isEqualTo("7");
    assertThat(keyText("2024-02-29 12:00")).isEqualTo("2024-02-29 12:00");
  }

  @Test
  void twoKeysOfSeveralColumnsAreNeverOneText() {
    assertThat(keyText("a", "b")).isEqualTo("a:b");
    assertThat(keyText("a:b", "c")).isNotEqualTo(keyText("a", "b:c"));
    assertThat(keyText("a\\", "b")).isNotEqualTo(keyText("a", "\\b"));
    assertThat(keyText("", "", "a")).isEqualTo("::a");
  }

  @Test
  void nothingIsRoundedAndWhatJsonHasNoWordForIsText() {
    Schema schema =
        SchemaBuilder.struct()
            .field("big", Schema.INT64_SCHEMA)
            .field("real", Schema.FLOAT32_SCHEMA)
            .field("none", Schema.FLOAT64_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("list", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build())
            .field("null", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Struct row =
        new Struct(schema)
            .put("big", Long.MAX_VALUE)
            .put("real", 0.1f)
            .put("none", Double.NaN)
            .put("bytes", ByteBuffer.wrap(new byte[] {0, -1}))
            .put("list", Arrays.asList(1, null));
    assertThat(RowJson.of(row))
        .isEqualTo(
            "{\"big\":9223372036854775807,\"real\":0.1,\"none\":\"NaN\",\"bytes\":\"AP8=\","
                + "\"list\":[1,null],\"null\":null}");
  }
}
