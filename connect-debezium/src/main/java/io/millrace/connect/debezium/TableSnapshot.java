package io.millrace.connect.debezium;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// Follows how one source reads tables again: counts what comes by, and writes into each record's
/// position what was asked for and how far it is.
final class TableSnapshot implements TableSnapshotMBean {

  /// How often the source starts anew from its position because a table could not be read. Then the
  /// table is left out, as changes of the others must not wait for ever.
  private static final int MOST_FAILURES = 5;

  private static final Map<String, TableSnapshot> RUNNING = new ConcurrentHashMap<>();

  /// Outlives a task, as each failure ends one.
  private static final Map<String, Integer> FAILURES = new ConcurrentHashMap<>();

  private final String connector;
  private final SnapshotWish wish;
  private volatile int left;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private volatile boolean cancelled;
  private volatile boolean streaming;
  private volatile boolean ended;
  private volatile double within = Double.NaN;
  private volatile @Nullable BigDecimal greatest;
  private @Nullable BigDecimal first;
  private String topic = "";

  TableSnapshot(Map<String, String> config) {
    connector = config.getOrDefault("name", "");
    wish = SnapshotWish.of(config);
  }

  static @Nullable TableSnapshot of(String connector) {
    return RUNNING.get(connector);
  }

  void publish() {
    RUNNING.put(connector, this);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      if (server.isRegistered(name())) {
        server.unregisterMBean(name());
      }
      server.registerMBean(this, name());
    } catch (JMException e) {
      throw new IllegalStateException("How far a snapshot is cannot be published", e);
    }
  }

  /// Leaves alone what a task that followed has published.
  void close() {
    if (!RUNNING.remove(connector, this)) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
    } catch (JMException _) {
      // It is gone already.
    }
  }

  private ObjectName name() throws JMException {
    return new ObjectName(
        "io.millrace:type=table-snapshot,connector=" + ObjectName.quote(connector));
  }

  /// The position to start from.
  Map<String, Object> begin(Map<String, Object> stored) {
    Map<String, Object> offset = SnapshotOffset.begin(stored, wish);
    rows.set(SnapshotOffset.number(offset.get(SnapshotOffset.ROWS)));
    skipped.set(SnapshotOffset.number(offset.get(SnapshotOffset.SKIPPED)));
    cancelled = Boolean.TRUE.equals(offset.get(SnapshotOffset.CANCELLED));
    left = SnapshotOffset.left(offset);
    streaming = !SnapshotOffset.inInitialSnapshot(offset);
    return offset;
  }

  /// Whether Debezium has read all it was asked to; what it has read may still be on its way.
  boolean ended() {
    return ended;
  }

  /// Everything that was read has come by.
  void drained() {
    left = 0;
    within = Double.NaN;
  }

  /// The record with a position that says what was asked for.
  SourceRecord follow(SourceRecord record) {
    Map<String, ?> offset = record.sourceOffset();
    if (offset == null || !wish.isThere()) {
      return record;
    }
    if (readAgain(record)) {
      left = SnapshotOffset.left(offset);
      rows.incrementAndGet();
      locate(record);
    } else if (ended && SnapshotOffset.left(offset) == 0) {
      drained();
    }
    Map<String, Object> more = new HashMap<>(offset);
    more.put(SnapshotOffset.AT, wish.at());
    more.put(SnapshotOffset.ROWS, rows.get());
    if (skipped.get() > 0) {
      more.put(SnapshotOffset.SKIPPED, skipped.get());
    }
    if (cancelled) {
      more.put(SnapshotOffset.CANCELLED, true);
    }
    return new SourceRecord(
        record.sourcePartition(),
        more,
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }

  private static boolean readAgain(SourceRecord record) {
    return record.value() instanceof Struct change
        && change.schema().field("source") != null
        && change.get("source") instanceof Struct source
        && source.schema().field("snapshot") != null
        && "incremental".equals(source.get("snapshot"));
  }

  /// A table is read by its key's order, so a key that is one number says how far it is.
  private void locate(SourceRecord record) {
    BigDecimal key = number(record.key());
    if (!record.topic().equals(topic)) {
      topic = record.topic();
      first = key;
    }
    BigDecimal from = first;
    BigDecimal to = greatest;
    within =
        key == null || from == null || to == null || to.compareTo(from) <= 0
            ? Double.NaN
            : Math.clamp(
                key.subtract(from).doubleValue() / to.subtract(from).doubleValue(), 0.0, 1.0);
  }

  private static @Nullable BigDecimal number(@Nullable Object key) {
    if (!(key instanceof Struct struct) || struct.schema().fields().size() != 1) {
      return null;
    }
    Field only = struct.schema().fields().getFirst();
    return struct.get(only) instanceof Number number ? parsed(number.toString()) : null;
  }

  private static @Nullable BigDecimal parsed(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// A record is in Kafka, and its position with it.
  void committed(SourceRecord record) {
    if (!streaming && record.sourceOffset() != null) {
      streaming = !SnapshotOffset.inInitialSnapshot(record.sourceOffset());
    }
  }

  /// A chunk of a table was read.
  void progressed(String greatestKey) {
    FAILURES.remove(connector);
    greatest = parsed(greatestKey);
  }

  /// All of a table was read.
  void tableEnded() {
    FAILURES.remove(connector);
  }

  /// A table can never be read, such as one without a primary key.
  void tableSkipped() {
    skipped.incrementAndGet();
  }

  /// A table could not be read. Debezium would leave it out; a source that ends here tries it
  /// again.
  void tableFailed(String table) {
    if (FAILURES.merge(connector, 1, Integer::sum) <= MOST_FAILURES) {
      throw new ConnectException(
          "The table " + table + " could not be read again; it is tried from where it was");
    }
    FAILURES.remove(connector);
    skipped.incrementAndGet();
  }

  void allEnded() {
    ended = true;
  }

  @Override
  public long getAt() {
    return wish.at();
  }

  @Override
  public long getTables() {
    return wish.tables().size();
  }

  @Override
  public long getTablesLeft() {
    return left;
  }

  @Override
  public long getRows() {
    return rows.get();
  }

  @Override
  public long getSkipped() {
    return skipped.get();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public double getPercent() {
    double all = wish.tables().size();
    if (all == 0 || cancelled) {
      return Double.NaN;
    }
    return left == 0 ? 100 : 100 * (all - left + within) / all;
  }

  @Override
  public boolean isStreaming() {
    return streaming;
  }
}
