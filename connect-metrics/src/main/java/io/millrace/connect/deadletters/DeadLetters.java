package io.millrace.connect.deadletters;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/// Sets refused rows aside in the pipeline's topic of dead letters, as they are in their own topic.
final class DeadLetters implements SetAside, AutoCloseable {

  /// With so many the rows are not at fault, and the pipeline had better wait.
  static final long MOST = 10_000;

  private final String bootstrap;
  private final TopicPartition letters;
  private final TopicReader reader;
  private @Nullable Outbox outbox;
  private long waiting = -1;

  DeadLetters(String bootstrap, String topic, TopicReader reader) {
    this.bootstrap = bootstrap;
    this.letters = new TopicPartition(topic, 0);
    this.reader = reader;
  }

  @Override
  public Optional<Refusal> unwritable(SinkRecord row) {
    if (row.headers().isEmpty()) {
      return Optional.empty();
    }
    Header header = row.headers().lastWithName(DeadLetter.UNWRITABLE);
    return header == null
        ? Optional.empty()
        : Optional.of(new Refusal(String.valueOf(header.value()), ""));
  }

  @Override
  public void accept(SinkRecord row, Refusal refusal) {
    if (waiting < 0 || waiting >= MOST) {
      waiting = count();
    }
    if (waiting >= MOST) {
      throw new ConnectException(
          "More than " + MOST + " rows are set aside, so the rows are not at fault");
    }
    TopicPartition partition =
        new TopicPartition(
            row.originalTopic(), Objects.requireNonNull(row.originalKafkaPartition()));
    Optional<ConsumerRecord<byte[], byte[]>> record =
        reader.at(partition, row.originalKafkaOffset());
    if (record.isEmpty()) {
      // Its key has a newer record, which is still to come.
      return;
    }
    String reason = row.topic() + ": " + refusal.why();
    DeadLetter letter =
        DeadLetter.read(record.get().headers())
            .map(again -> new DeadLetter(again.topic(), again.partition(), again.offset(), reason))
            .orElseGet(
                () ->
                    new DeadLetter(
                        partition.topic(),
                        partition.partition(),
                        row.originalKafkaOffset(),
                        reason));
    ProducerRecord<byte[], byte[]> kept =
        new ProducerRecord<>(
            letters.topic(),
            (Integer) letters.partition(),
            (Long) System.currentTimeMillis(),
            record.get().key(),
            record.get().value(),
            record.get().headers());
    letter.write(kept.headers(), refusal.message());
    outbox().send(kept);
    waiting++;
  }

  private long count() {
    KafkaConsumer<byte[], byte[]> consumer = reader.consumer();
    List<TopicPartition> all = List.of(letters);
    return consumer.endOffsets(all).getOrDefault(letters, 0L)
        - consumer.beginningOffsets(all).getOrDefault(letters, 0L);
  }

  /// Returns once all that was set aside is safe.
  void flush() {
    if (outbox != null) {
      Optional<Exception> failure = outbox.flush();
      if (failure.isPresent()) {
        throw new RetriableException("A refused row could not be set aside", failure.get());
      }
    }
  }

  /// Made for the first refused row: most tasks never have one.
  private Outbox outbox() {
    Outbox known = outbox;
    if (known == null) {
      known = new Outbox(Map.of("bootstrap.servers", bootstrap));
      outbox = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (outbox != null) {
      outbox.close();
    }
  }
}
