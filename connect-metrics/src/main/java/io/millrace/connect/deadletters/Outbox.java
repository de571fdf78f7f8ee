package io.millrace.connect.deadletters;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Records on their way to Kafka, none of which may be lost unnoticed: a later one that arrives
/// says nothing of those before it.
public final class Outbox implements AutoCloseable {

  /// A record of the most that Kafka takes here, 16 MiB, and its headers.
  private static final int LARGEST = 17 << 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /// @param kafka how clients get to the brokers
  public Outbox(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put("acks", "all");
    config.put("linger.ms", 5);
    config.put("max.request.size", LARGEST);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void send(ProducerRecord<byte[], byte[]> record) {
    var _ = producer.send(record, (_, failed) -> failure.compareAndSet(null, failed));
  }

  /// Waits for all that was sent since the last time.
  ///
  /// @return the first failure; empty once all of it is safe
  public Optional<Exception> flush() {
    producer.flush();
    return Optional.ofNullable(failure.getAndSet(null));
  }

  @Override
  public void close() {
    producer.close();
  }
}
