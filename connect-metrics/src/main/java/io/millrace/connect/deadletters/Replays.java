package io.millrace.connect.deadletters;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/// Dead letters that are to be tried again.
///
/// One is written only if its key has no newer record in its topic, so that an old change never
/// takes the place of a newer one. To know that, the topic is read from there on, while rows flow,
/// until the reading has caught up with what the task has written: at that point, and in the same
/// thread, what is left is written. Until then the place in the topic of replays stays where it is.
final class Replays {

  private static final long SLICE = Duration.ofMillis(200).toNanos();
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int REGISTRY_ID = 5;

  private final String topic;
  private final Set<String> tables;
  private final TopicReader places;
  private final TopicReader reader;
  private final SinkTaskContext context;
  private final List<SinkRecord> waiting = new ArrayList<>();
  private long lastAdded = -1;
  private @Nullable Search search;

  private record Key(TopicPartition partition, ByteBuffer bytes) {}

  private record Candidate(SinkRecord record, long offset) {}

  /// @param left by key, those of which no newer record was found
  /// @param goals how far each topic is to be read
  private record Search(
      int size, Map<Key, List<Candidate>> left, Map<TopicPartition, Long> goals) {}

  /// @param tables the topics of the pipeline's tables; what stood in another has no table any more
  Replays(String topic, Set<String> tables, String bootstrap, SinkTaskContext context) {
    this.topic = topic;
    this.tables = Set.copyOf(tables);
    this.context = context;
    places = new TopicReader(bootstrap);
    reader = new TopicReader(bootstrap);
  }

  boolean is(SinkRecord record) {
    return topic.equals(record.originalTopic());
  }

  /// Takes one that came; the same one again is nothing new.
  void add(SinkRecord record) {
    if (record.originalKafkaOffset() > lastAdded) {
      lastAdded = record.originalKafkaOffset();
      waiting.add(record);
    }
  }

  /// Rows of tables that have just been written.
  void written(List<SinkRecord> rows) {
    Search current = search;
    if (current == null) {
      return;
    }
    for (SinkRecord row : rows) {
      current
          .goals()
          .computeIfPresent(
              partition(row), (_, goal) -> Math.max(goal, row.originalKafkaOffset() + 1));
    }
  }

  private static TopicPartition partition(SinkRecord row) {
    return new TopicPartition(
        row.originalTopic(), Objects.requireNonNull(row.originalKafkaPartition()));
  }

  /// Goes on for a moment; writes what is to be written once that is known.
  void advance(Consumer<List<SinkRecord>> write) {
    if (waiting.isEmpty()) {
      return;
    }
    Search current = search;
    if (current == null) {
      context.pause(partition(waiting.getFirst()));
      current = begin();
      search = current;
    }
    if (!caughtUp(current)) {
      // Asks to be called again at once.
      context.timeout(1);
      return;
    }
    List<SinkRecord> left =
        current.left().values().stream()
            .flatMap(List::stream)
            .map(Candidate::record)
            .sorted((a, b) -> Long.compare(a.originalKafkaOffset(), b.originalKafkaOffset()))
            .toList();
    write.accept(left);
    search = null;
    TopicPartition replays = partition(waiting.getFirst());
    waiting.subList(0, current.size()).clear();
    if (waiting.isEmpty()) {
      context.resume(replays);
    } else {
      context.timeout(1);
    }
  }

  private Search begin() {
    Map<Long, byte[]> keys = new HashMap<>();
    places.between(
        partition(waiting.getFirst()),
        waiting.getFirst().originalKafkaOffset(),
        waiting.getLast().originalKafkaOffset() + 1,
        record -> keys.put(record.offset(), record.key() == null ? new byte[0] : record.key()));
    Map<Key, List<Candidate>> left = new HashMap<>();
    Map<TopicPartition, Long> from = new HashMap<>();
    for (SinkRecord record : waiting) {
      String stood = header(record, DeadLetter.TOPIC);
      byte[] key = keys.get(record.originalKafkaOffset());
      if (key == null || !tables.contains(stood)) {
        continue;
      }
      TopicPartition partition =
          new TopicPartition(stood, Integer.parseInt(header(record, DeadLetter.PARTITION)));
      long offset = Long.parseLong(header(record, DeadLetter.OFFSET));
      left.computeIfAbsent(new Key(partition, comparable(key)), _ -> new ArrayList<>())
          .add(new Candidate(record, offset));
      from.merge(partition, offset, Math::min);
    }
    KafkaConsumer<byte[], byte[]> consumer = reader.consumer();
    Map<TopicPartition, Long> goals = new HashMap<>(consumer.endOffsets(from.keySet()));
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    return new Search(waiting.size(), left, goals);
  }

  private boolean caughtUp(Search current) {
    KafkaConsumer<byte[], byte[]> consumer = reader.consumer();
    long end = System.nanoTime() + SLICE;
    while (!reached(consumer, current)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null) {
          Key key =
              new Key(
                  new TopicPartition(record.topic(), record.partition()), comparable(record.key()));
          List<Candidate> older = current.left().get(key);
          if (older != null) {
            older.removeIf(candidate -> candidate.offset() < record.offset());
          }
        }
      }
    }
    return true;
  }

  private static boolean reached(KafkaConsumer<byte[], byte[]> consumer, Search current) {
    return current.goals().entrySet().stream()
        .allMatch(goal -> consumer.position(goal.getKey()) >= goal.getValue());
  }

  /// Without the registry's number of the schema: a key whose column was made wider is the same
  /// key.
  private static ByteBuffer comparable(byte[] key) {
    boolean registered = key.length > REGISTRY_ID && key[0] == 0;
    return registered
        ? ByteBuffer.wrap(key, REGISTRY_ID, key.length - REGISTRY_ID).slice()
        : ByteBuffer.wrap(key);
  }

  private static String header(SinkRecord record, String name) {
    Header header = record.headers().lastWithName(name);
    return header == null ? "0" : String.valueOf(header.value());
  }

  /// Those that still wait must come again if the task dies.
  Map<TopicPartition, OffsetAndMetadata> done(Map<TopicPartition, OffsetAndMetadata> positions) {
    if (waiting.isEmpty()) {
      return positions;
    }
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>(positions);
    done.keySet().removeIf(partition -> partition.topic().equals(topic));
    return done;
  }

  /// The topic is another task's now, or will be read anew.
  void forget() {
    waiting.clear();
    search = null;
    lastAdded = -1;
  }

  void close() {
    places.close();
    reader.close();
  }

  /// The topics that are named in a connector's `topics`.
  static Set<String> names(String topics) {
    Set<String> names = new HashSet<>();
    for (String name : topics.split(",", -1)) {
      names.add(name.strip());
    }
    return names;
  }
}
