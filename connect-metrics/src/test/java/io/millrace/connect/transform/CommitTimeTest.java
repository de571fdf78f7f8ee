package io.millrace.connect.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class CommitTimeTest {

  private final CommitTime transform = new CommitTime();

  @Test
  void theCommitsTimeBecomesTheRecordsTimestamp() {
    SourceRecord record = record();
    record.headers().addLong(CommitTime.HEADER, 1_700_000_000_123L);
    SourceRecord stamped = transform.apply(record);
    assertThat(stamped.timestamp()).isEqualTo(1_700_000_000_123L);
    assertThat(stamped.headers()).isEmpty();
    assertThat(stamped.value()).isEqualTo("v");
  }

  @Test
  void aRecordWithoutItPassesAsItIs() {
    SourceRecord record = record();
    assertThat(transform.apply(record)).isSameAs(record);
  }

  private static SourceRecord record() {
    return new SourceRecord(Map.of(), Map.of(), "t", null, null, null, Schema.STRING_SCHEMA, "v");
  }
}
