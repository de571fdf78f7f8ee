package io.millrace.connect.deadletters;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Reads records of topics as they are there, from any place.
final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final String bootstrap;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  TopicReader(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> known = consumer;
    if (known == null) {
      Map<String, Object> config = new HashMap<>();
      config.put("bootstrap.servers", bootstrap);
      config.put("enable.auto.commit", false);
      config.put("auto.offset.reset", "earliest");
      known = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer = known;
    }
    return known;
  }

  /// The record at a place; empty when it was compacted away, as its key has a newer one.
  Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    Map<Long, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    between(partition, offset, offset + 1, record -> found.put(record.offset(), record));
    return Optional.ofNullable(found.get(offset));
  }

  /// All records from one place up to, and without, another.
  void between(
      TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    KafkaConsumer<byte[], byte[]> reading = consumer();
    reading.assign(List.of(partition));
    reading.seek(partition, from);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long next = from;
    while (next < to) {
      if (System.nanoTime() - deadline > 0) {
        throw new RetriableException("Kafka does not give the records of " + partition);
      }
      for (ConsumerRecord<byte[], byte[]> record : reading.poll(POLL)) {
        if (record.offset() < to) {
          each.accept(record);
        }
      }
      next = reading.position(partition);
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
