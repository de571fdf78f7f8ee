package io.millrace.connect.transform;

import io.millrace.connect.deadletters.DeadLetter;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/// Gives a dead letter that is tried again the topic in which it once stood, so that all that
/// follows treats it as any other record of its table.
public final class Replayed implements Transformation<SinkRecord> {

  private static final String TOPIC = "topic";

  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              TOPIC,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.Importance.HIGH,
              "By which dead letters come again.");

  private String topic = "";

  @Override
  public SinkRecord apply(SinkRecord record) {
    if (!record.topic().equals(topic)) {
      return record;
    }
    Header stood = record.headers().lastWithName(DeadLetter.TOPIC);
    return stood == null
        ? record
        : record.newRecord(
            String.valueOf(stood.value()),
            record.kafkaPartition(),
            record.keySchema(),
            record.key(),
            record.valueSchema(),
            record.value(),
            record.timestamp());
  }

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    topic = String.valueOf(CONFIG.parse(configs).get(TOPIC));
  }

  @Override
  public void close() {}
}
