package io.millrace.connect.debezium;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/// Debezium's task, except that the truncation of a table becomes what everything downstream
/// understands: a tombstone for each row that its topic holds.
///
/// What came before the truncation must be in Kafka first, and what came after it must wait, so
/// that no row is forgotten and none that is newer is deleted. A task that dies on the way is given
/// the truncation again.
///
/// Tables that are to be read again are begun by the position that Debezium starts from, see
/// [SnapshotOffset].
public final class CaptureTask extends SourceTask {

  private static final long PAUSE_MILLIS = 5;

  private final Deque<SourceRecord> held = new ArrayDeque<>();
  private final AtomicLong unacknowledged = new AtomicLong();
  private @Nullable SourceTask debezium;
  private @Nullable TopicEmptier emptier;
  private @Nullable TableSnapshot snapshot;

  @Override
  public void start(Map<String, String> config) {
    String task = Objects.requireNonNull(config.get(CaptureConnector.TASK), CaptureConnector.TASK);
    SourceTask started = CaptureConnector.instance(task, SourceTask.class);
    emptier = new TopicEmptier(config);
    TableSnapshot followed = new TableSnapshot(config);
    snapshot = followed;
    followed.publish();
    started.initialize(new StartingPoint(context, followed));
    debezium = started;
    started.start(config);
    LastEvent.leaveOut(started);
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    if (held.isEmpty() && !read(Objects.requireNonNull(snapshot))) {
      return null;
    }
    List<SourceRecord> next = untilTruncation();
    if (!next.isEmpty()) {
      unacknowledged.addAndGet(next.size());
      return next;
    }
    if (unacknowledged.get() > 0) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return null;
    }
    if (Objects.requireNonNull(emptier).empty(held.element())) {
      held.remove();
    }
    return null;
  }

  private boolean read(TableSnapshot followed) throws InterruptedException {
    // Asked first: what Debezium read before it said so is then what comes now, or nothing.
    boolean ended = followed.ended();
    List<SourceRecord> polled = Objects.requireNonNull(debezium).poll();
    if (polled == null || polled.isEmpty()) {
      if (ended) {
        followed.drained();
      }
      return false;
    }
    polled.forEach(record -> held.add(followed.follow(record)));
    return true;
  }

  private List<SourceRecord> untilTruncation() {
    List<SourceRecord> next = held.stream().takeWhile(record -> !truncation(record)).toList();
    for (int i = 0; i < next.size(); i++) {
      held.remove();
    }
    return next;
  }

  static boolean truncation(SourceRecord record) {
    return record.value() instanceof Struct change
        && change.schema().field("op") != null
        && "t".equals(change.get("op"));
  }

  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata)
      throws InterruptedException {
    unacknowledged.decrementAndGet();
    Objects.requireNonNull(snapshot).committed(record);
    Objects.requireNonNull(debezium).commitRecord(record, metadata);
  }

  @Override
  public void commit() throws InterruptedException {
    Objects.requireNonNull(debezium).commit();
  }

  @Override
  public void stop() {
    if (emptier != null) {
      emptier.stop();
    }
    if (debezium != null) {
      debezium.stop();
    }
    if (snapshot != null) {
      snapshot.close();
    }
  }

  @Override
  public String version() {
    return "1";
  }
}
