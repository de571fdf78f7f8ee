package io.millrace.connect.deadletters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/// A sink task that can set rows aside which its destination refuses, so that the others go on; and
/// that tries those again when they are replayed.
///
/// Set aside is a row before the position moves on: a worker that dies in between reads it again.
public abstract class TolerantTask extends SinkTask {

  static final String DEAD_LETTERS = "millrace.dead.letters";
  static final String REPLAYS = "millrace.replays";
  static final String BOOTSTRAP = "millrace.kafka.bootstrap.servers";

  private @Nullable Tolerance tolerance;

  /// What it takes to set rows aside.
  private record Tolerance(DeadLetters deadLetters, Replays replays, TopicReader reader) {

    void close() {
      deadLetters.close();
      replays.close();
      reader.close();
    }
  }

  /// Connects to the destination.
  protected abstract void open(Map<String, String> config);

  /// Returns once all rows are written, in their order.
  protected abstract void write(List<SinkRecord> rows);

  /// As [#write(List)], except that those which are refused are handed over and the others written.
  protected abstract void write(List<SinkRecord> rows, SetAside aside);

  @Override
  public final void start(Map<String, String> config) {
    open(config);
    String letters = config.getOrDefault(DEAD_LETTERS, "");
    tolerance = letters.isEmpty() ? null : tolerance(letters, config);
  }

  private Tolerance tolerance(String letters, Map<String, String> config) {
    String bootstrap = config.getOrDefault(BOOTSTRAP, "");
    TopicReader reader = new TopicReader(bootstrap);
    return new Tolerance(
        new DeadLetters(bootstrap, letters, reader),
        new Replays(
            config.getOrDefault(REPLAYS, ""),
            Replays.names(config.getOrDefault(TOPICS_CONFIG, "")),
            bootstrap,
            context),
        reader);
  }

  @Override
  public final void put(Collection<SinkRecord> records) {
    Tolerance tolerant = tolerance;
    if (tolerant == null) {
      if (!records.isEmpty()) {
        write(List.copyOf(records));
      }
      return;
    }
    List<SinkRecord> ofTables = new ArrayList<>(records.size());
    List<SinkRecord> replayed = new ArrayList<>();
    for (SinkRecord record : records) {
      (tolerant.replays().is(record) ? replayed : ofTables).add(record);
    }
    write(tolerant, ofTables);
    tolerant.replays().written(ofTables);
    replayed.forEach(tolerant.replays()::add);
    tolerant.replays().advance(left -> write(tolerant, left));
  }

  private void write(Tolerance tolerant, List<SinkRecord> rows) {
    if (!rows.isEmpty()) {
      write(rows, tolerant.deadLetters());
    }
    tolerant.deadLetters().flush();
  }

  @Override
  public final Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> positions) {
    return tolerance == null ? positions : tolerance.replays().done(positions);
  }

  @Override
  public final void close(Collection<TopicPartition> partitions) {
    if (tolerance != null) {
      tolerance.replays().forget();
    }
  }

  @Override
  public void stop() {
    if (tolerance != null) {
      tolerance.close();
    }
  }

  @Override
  public String version() {
    return "1";
  }
}
