package io.millrace.connect.deadletters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Takes dead letters out of the topic in which they wait: onto their way to the destination, or
/// away. They leave it only once they are safely where they go, so one that dies in between does it
/// twice, and a row that is tried twice is the same row.
final class DeadLetterMover {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final Admin admin;
  private final String pipeline;
  private final TopicPartition letters;
  private final TopicPartition replays;

  DeadLetterMover(Map<String, Object> kafka, Admin admin, String pipeline) {
    this.kafka = kafka;
    this.admin = admin;
    this.pipeline = pipeline;
    letters = new TopicPartition(DeadLetter.lettersTopic(pipeline), 0);
    replays = new TopicPartition(DeadLetter.replaysTopic(pipeline), 0);
  }

  /// Moves the oldest, up to the first that was set aside after `until`.
  ///
  /// @return how many there were
  long move(long until, boolean replay) {
    long moved = 0;
    long before = -1;
    try (KafkaConsumer<byte[], byte[]> consumer = DeadLettersResource.newConsumer(kafka);
        Outbox outbox = new Outbox(kafka)) {
      long end = consumer.endOffsets(List.of(letters)).getOrDefault(letters, 0L);
      consumer.assign(List.of(letters));
      consumer.seekToBeginning(List.of(letters));
      boolean later = false;
      while (!later && consumer.position(letters) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          later |= record.timestamp() > until;
          if (!later) {
            moved++;
            before = record.offset() + 1;
            if (replay) {
              outbox.send(again(record));
            }
          }
        }
      }
      Optional<Exception> failure = outbox.flush();
      if (failure.isPresent()) {
        throw failed(failure.get());
      }
    }
    if (before >= 0) {
      if (replay) {
        forgetDone();
      }
      delete(letters, before);
    }
    return moved;
  }

  private ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> letter) {
    @Nullable Long now = null;
    return new ProducerRecord<>(
        replays.topic(),
        (Integer) replays.partition(),
        now,
        letter.key(),
        letter.value(),
        letter.headers());
  }

  /// What the destination has dealt with of earlier replays.
  private void forgetDone() {
    String group = "connect-millrace." + pipeline + ".destination";
    Map<TopicPartition, OffsetAndMetadata> done =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    OffsetAndMetadata position = done.get(replays);
    if (position != null && position.offset() > 0) {
      delete(replays, position.offset());
    }
  }

  private void delete(TopicPartition partition, long before) {
    try {
      await(
          Objects.requireNonNull(
              admin
                  .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                  .lowWatermarks()
                  .get(partition)));
    } catch (UnknownTopicOrPartitionException _) {
      // The pipeline was deleted meanwhile.
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static KafkaException failed(@Nullable Throwable cause) {
    return cause instanceof KafkaException known
        ? known
        : new KafkaException("Dead letters could not be moved", cause);
  }
}
