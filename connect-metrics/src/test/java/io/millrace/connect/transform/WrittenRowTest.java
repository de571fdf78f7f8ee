package io.millrace.connect.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class WrittenRowTest {

  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field(
              "at", SchemaBuilder.string().name("io.debezium.time.IsoTimestamp").optional().build())
          .field("uid", SchemaBuilder.string().name("io.debezium.data.Uuid").optional().build())
          .field("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build())
          .build();

  private static WrittenRow transform(String deletes) {
    WrittenRow transform = new WrittenRow();
    transform.configure(
        Map.of("columns", "t|at=timestamp,tags=json", "texts", "PLAIN", "deletes", deletes));
    return transform;
  }

  private static SinkRecord record(Struct value) {
    return new SinkRecord(
        "t", 0, KEY, new Struct(KEY).put("id", 1L), value == null ? null : ROW, value, 7);
  }

  private static Struct row(String at) {
    return new Struct(ROW).put("id", 1L).put("at", at);
  }

  @Test
  void valuesAreInTheDestinationsWords() {
    Struct row = row("2024-02-29T23:59:59.5Z").put("tags", Arrays.asList("a\"b", null));
    Struct written = (Struct) transform("HARD").apply(record(row)).value();
    assertThat(written.get("at")).isEqualTo("2024-02-29 23:59:59.5");
    assertThat(written.get("tags")).isEqualTo("[\"a\\\"b\",null]");
    assertThat(written.schema().field("uid").schema().name()).isNull();
  }

  @Test
  void whatTheDestinationHasNoWordForIsRefusedWithoutTheValue() {
    for (String at : List.of("infinity", "+12024-01-01T00:00:00Z", "0044-03-15 BC")) {
      assertThatThrownBy(() -> transform("HARD").apply(record(row(at))))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("column at")
          .hasMessageNotContaining("12024")
          .hasMessageNotContaining("0044");
    }
  }

  @Test
  void aDeletionIsWhatThePipelineWantsOfIt() {
    assertThat(transform("HARD").apply(record(null)).value()).isNull();
    assertThat(transform("IGNORE").apply(record(null))).isNull();
    Struct marked = (Struct) transform("SOFT").apply(record(null)).value();
    assertThat(marked.get("id")).isEqualTo(1L);
    assertThat(marked.get("millrace_deleted")).isEqualTo(true);
    Struct kept = (Struct) transform("SOFT").apply(record(row("2024-02-29T00:00:00Z"))).value();
    assertThat(kept.get("millrace_deleted")).isEqualTo(false);
  }
}
