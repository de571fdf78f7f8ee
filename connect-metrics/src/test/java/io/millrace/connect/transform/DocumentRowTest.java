package io.millrace.connect.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentRowTest {

  private static final Schema KEY =
      SchemaBuilder.struct().name("p.shop.orders.Key").field("id", Schema.STRING_SCHEMA).build();
  private static final Schema SOURCE =
      SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
  private static final Schema CHANGE =
      SchemaBuilder.struct()
          .name("p.shop.orders.Envelope")
          .field("after", Schema.OPTIONAL_STRING_SCHEMA)
          .field("source", SOURCE)
          .field("op", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final String DOCUMENT = "{\"_id\": 7, \"lines\": [{\"sku\": \"a\"}]}";

  @Test
  void aDocumentIsARowOfItsKeyAndItsText() {
    SourceRecord row = apply("u", DOCUMENT);
    assertThat(((Struct) row.key()).getString("_id")).isEqualTo("7");
    assertThat(((Struct) row.value()).getString("_id")).isEqualTo("7");
    assertThat(((Struct) row.value()).getString("document")).isEqualTo(DOCUMENT);
    assertThat(row.timestamp()).isEqualTo(42L);
    assertThat(row.valueSchema().name()).isEqualTo("p.shop.orders.Value");
  }

  @Test
  void aDeletedDocumentIsATombstone() {
    SourceRecord row = apply("d", null);
    assertThat(((Struct) row.key()).getString("_id")).isEqualTo("7");
    assertThat(row.value()).isNull();
  }

  @Test
  void aDocumentThatWasGoneWhenItWasLookedUpIsLeftToItsDeletion() {
    assertThat(new DocumentRow().apply(record("u", null))).isNull();
  }

  @Test
  void aKeyIsReadAsPeopleReadIt() {
    assertThat(DocumentRow.id("{\"$oid\": \"6564a1\"}")).isEqualTo("6564a1");
    assertThat(DocumentRow.id("\"a \\\"b\\\"\"")).isEqualTo("a \"b\"");
    assertThat(DocumentRow.id("42")).isEqualTo("42");
    assertThat(DocumentRow.id("{\"shop\": 1, \"n\": 2}")).isEqualTo("{\"shop\": 1, \"n\": 2}");
  }

  private static SourceRecord apply(String op, @Nullable String after) {
    SourceRecord row = new DocumentRow().apply(record(op, after));
    assertThat(row).isNotNull();
    return row;
  }

  private static SourceRecord record(String op, @Nullable String after) {
    Struct change =
        new Struct(CHANGE)
            .put("after", after)
            .put("source", new Struct(SOURCE).put("ts_ms", 42L))
            .put("op", op);
    return new SourceRecord(
        Map.of(), Map.of(), "p.shop.orders", KEY, new Struct(KEY).put("id", "7"), CHANGE, change);
  }
}
