package io.millrace.connect.debezium;

import io.millrace.connect.deadletters.Outbox;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// Writes a tombstone for every row that a topic holds. Keys are passed on as they are, so nothing
/// has to be understood of them; and one after the other, so that a large table needs no memory.
final class TopicEmptier {

  private static final String BOOTSTRAP = "millrace.kafka.bootstrap.servers";
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrap;
  private volatile boolean stopped;

  TopicEmptier(Map<String, String> config) {
    bootstrap = config.getOrDefault(BOOTSTRAP, "");
  }

  void stop() {
    stopped = true;
  }

  /// @param truncation whose topic is the table's; its time becomes the tombstones'
  /// @return false when it was stopped before the end
  boolean empty(SourceRecord truncation) {
    Map<String, Object> common = new HashMap<>();
    common.put("bootstrap.servers", bootstrap);
    Map<String, Object> consuming = new HashMap<>(common);
    consuming.put("enable.auto.commit", false);
    consuming.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Outbox outbox = new Outbox(common)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(truncation.topic()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        if (stopped) {
          return false;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null && record.offset() < end(ends, record)) {
            outbox.send(tombstone(record, time(truncation)));
          }
        }
      }
      Optional<Exception> failure = outbox.flush();
      if (failure.isPresent()) {
        throw new ConnectException("A truncated table's rows could not be deleted", failure.get());
      }
      return true;
    }
  }

  private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record) {
    return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
  }

  private static ProducerRecord<byte[], byte[]> tombstone(
      ConsumerRecord<byte[], byte[]> record, long time) {
    byte @Nullable [] nothing = null;
    return new ProducerRecord<>(
        record.topic(), (Integer) record.partition(), (Long) time, record.key(), nothing);
  }

  private static long time(SourceRecord truncation) {
    Object source = ((Struct) truncation.value()).get("source");
    return source instanceof Struct struct && struct.get("ts_ms") instanceof Long millis
        ? millis
        : System.currentTimeMillis();
  }
}
