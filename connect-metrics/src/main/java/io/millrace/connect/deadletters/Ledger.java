package io.millrace.connect.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Knows the dead letters of all pipelines: reads each once, and then only what is new. Nothing of
/// a row is kept.
final class Ledger {

  /// A reason names tables, columns and constraints, of which there are few.
  private static final int MOST_REASONS = 20;

  private static final String OTHERS = "other reasons";
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, NavigableMap<Long, Letter>> known = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private record Letter(String topic, int partition, long offset, String reason, long setAside) {}

  private record Identity(String topic, int partition, long offset) {}

  /// What is known of a pipeline's dead letters.
  ///
  /// @param oldest when the first was set aside, in milliseconds of the worker's clock
  /// @param newest when the last was
  /// @param reasons how many there are for each
  record Account(long count, long oldest, long newest, Map<String, Long> reasons) {}

  Ledger(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /// Pipeline → its dead letters; those without any are left out.
  Map<String, Account> read(Set<String> topics) {
    Set<TopicPartition> partitions = new HashSet<>();
    topics.forEach(topic -> partitions.add(new TopicPartition(topic, 0)));
    known.keySet().retainAll(partitions);
    next.keySet().retainAll(partitions);
    catchUp(partitions);
    Map<String, Account> accounts = new TreeMap<>();
    known.forEach(
        (partition, letters) ->
            DeadLetter.pipelineOf(partition.topic())
                .filter(_ -> !letters.isEmpty())
                .ifPresent(pipeline -> accounts.put(pipeline, account(letters))));
    return accounts;
  }

  private void catchUp(Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    List<TopicPartition> behind = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long begin = begins.getOrDefault(partition, 0L);
      if (next.getOrDefault(partition, 0L) > end) {
        // The topic was deleted and made anew.
        known.remove(partition);
        next.remove(partition);
      }
      known.computeIfAbsent(partition, _ -> new TreeMap<>()).headMap(begin).clear();
      if (Math.max(begin, next.getOrDefault(partition, 0L)) < end) {
        behind.add(partition);
      }
      next.merge(partition, begin, Math::max);
    }
    if (behind.isEmpty()) {
      return;
    }
    consumer.assign(behind);
    behind.forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (behind.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))
        && System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        note(record);
      }
    }
    behind.forEach(partition -> next.put(partition, consumer.position(partition)));
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter.read(record.headers())
        .ifPresent(
            letter ->
                known
                    .computeIfAbsent(
                        new TopicPartition(record.topic(), record.partition()),
                        _ -> new TreeMap<>())
                    .put(
                        record.offset(),
                        new Letter(
                            letter.topic(),
                            letter.partition(),
                            letter.offset(),
                            letter.reason(),
                            record.timestamp())));
  }

  private static Account account(NavigableMap<Long, Letter> letters) {
    Map<Identity, String> reasonOf = new HashMap<>();
    long newest = 0;
    for (Letter letter : letters.values()) {
      reasonOf.put(
          new Identity(letter.topic(), letter.partition(), letter.offset()), letter.reason());
      newest = Math.max(newest, letter.setAside());
    }
    Map<String, Long> reasons = new TreeMap<>();
    for (String reason : reasonOf.values()) {
      boolean counted = reasons.containsKey(reason) || reasons.size() < MOST_REASONS;
      reasons.merge(counted ? reason : OTHERS, 1L, Long::sum);
    }
    long oldest = letters.firstEntry().getValue().setAside();
    return new Account(reasonOf.size(), oldest, newest, reasons);
  }
}
