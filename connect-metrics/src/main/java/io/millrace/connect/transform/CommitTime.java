package io.millrace.connect.transform;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/// Makes the time of the commit in the source database the record's Kafka timestamp, so that the
/// latency of every later stage is measured from it. The time comes in the header that Debezium's
/// `add.headers=source.ts_ms` writes, and the header is taken off again.
public final class CommitTime implements Transformation<SourceRecord> {

  static final String HEADER = "__source_ts_ms";

  @Override
  public SourceRecord apply(SourceRecord record) {
    Header header = record.headers().lastWithName(HEADER);
    if (header == null || !(header.value() instanceof Long millis)) {
      return record;
    }
    ConnectHeaders headers = new ConnectHeaders(record.headers());
    headers.remove(HEADER);
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        millis,
        headers);
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
