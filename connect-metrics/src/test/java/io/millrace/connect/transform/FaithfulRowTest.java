package io.millrace.connect.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaithfulRowTest {

  private static final Schema DAY =
      SchemaBuilder.string().name("io.debezium.time.IsoDate").optional().build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .name("p.public.t.Value")
          .field("id", SchemaBuilder.int64().defaultValue(0L).build())
          .field("label", SchemaBuilder.string().optional().defaultValue("none").build())
          .field("day", DAY)
          .optional()
          .build();

  private final FaithfulRow transform = new FaithfulRow();

  @Test
  void aNullStaysNullThoughTheColumnHasADefault() {
    Struct row = apply(new Struct(ROW).put("id", 7L).put("label", null));
    assertThat(row.get("id")).isEqualTo(7L);
    assertThat(row.get("label")).isNull();
    assertThat(row.schema().field("label").schema().defaultValue()).isNull();
    assertThat(row.schema().name()).isEqualTo("p.public.t.Value");
  }

  @Test
  void theSchemaIsTheSameObjectForEveryRow() {
    Struct first = apply(new Struct(ROW).put("id", 1L));
    Struct second = apply(new Struct(ROW).put("id", 2L));
    assertThat(first.schema()).isSameAs(second.schema());
  }

  private static final Schema CHANGE =
      SchemaBuilder.struct()
          .field("op", Schema.STRING_SCHEMA)
          .field("after", ROW)
          .field(
              "source", SchemaBuilder.struct().field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA).build())
          .build();

  private SourceRecord change(String op, @Nullable Struct after, @Nullable Long at) {
    Schema key = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    Struct change = new Struct(CHANGE).put("op", op).put("after", after);
    change.put("source", new Struct(CHANGE.field("source").schema()).put("ts_ms", at));
    return transform.apply(
        new SourceRecord(
            Map.of(), Map.of(), "t", 0, key, new Struct(key).put("id", 7L), CHANGE, change, 5L));
  }

  @Test
  void aChangeBecomesItsRowWithTheTimeOfItsCommit() {
    SourceRecord record = change("u", new Struct(ROW).put("id", 7L), 1_700_000_000_123L);
    assertThat(((Struct) record.value()).get("id")).isEqualTo(7L);
    assertThat(record.valueSchema().name()).isEqualTo("p.public.t.Value");
    assertThat(((Struct) record.key()).get("id")).isEqualTo(7L);
    assertThat(record.timestamp()).isEqualTo(1_700_000_000_123L);
    assertThat(change("c", new Struct(ROW).put("id", 7L), null).timestamp()).isEqualTo(5L);
  }

  @Test
  void aDeletionBecomesATombstone() {
    SourceRecord record = change("d", null, 1_700_000_000_123L);
    assertThat(record.value()).isNull();
    assertThat(record.valueSchema()).isNull();
    assertThat(((Struct) record.key()).get("id")).isEqualTo(7L);
    assertThat(record.timestamp()).isEqualTo(1_700_000_000_123L);
  }

  @Test
  void aTombstonePasses() {
    SourceRecord tombstone = new SourceRecord(Map.of(), Map.of(), "t", null, null, null);
    assertThat(transform.apply(tombstone)).isEqualTo(tombstone);
  }

  @Test
  void daysThatIsoCannotSayAreInPostgresWords() {
    assertThat(day("2024-02-29Z")).isEqualTo("2024-02-29Z");
    assertThat(day("+292278994-08-16Z")).isEqualTo("infinity");
    assertThat(day("-290308-12-21Z")).isEqualTo("-infinity");
    assertThat(day("-0043-03-15Z")).isEqualTo("0044-03-15 BC");
    assertThat(day("+12024-01-01Z")).isEqualTo("12024-01-01Z");
    assertThat(FaithfulRow.date("-0043-03-15T01:02:03.5Z", FaithfulRow.LAST_TIMESTAMP))
        .isEqualTo("0044-03-15 01:02:03.5 BC");
  }

  private String day(String text) {
    return apply(new Struct(ROW).put("id", 1L).put("day", text)).getString("day");
  }

  private Struct apply(Struct row) {
    SourceRecord record =
        new SourceRecord(Map.of(), Map.of(), "t", null, null, null, row.schema(), row);
    return (Struct) transform.apply(record).value();
  }

  @Test
  void anInstantIsInUtc() {
    assertThat(FaithfulRow.instant("2020-01-01T10:00:00.5+02:00"))
        .isEqualTo("2020-01-01T08:00:00.5Z");
    assertThat(FaithfulRow.instant("2020-01-01T08:00:00Z")).isEqualTo("2020-01-01T08:00:00Z");
    assertThat(FaithfulRow.instant("infinity")).isEqualTo("infinity");
  }
}
