package io.millrace.connect.debezium;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/// Debezium's sink task, except that rows which the destination refuses can be set aside, so that
/// the others go on; and that those can be tried again.
///
/// Set aside is a row before the position moves on: a worker that dies in between reads it again.
public final class WriterTask extends SinkTask {

  static final String DEAD_LETTERS = "millrace.dead.letters";
  static final String REPLAYS = "millrace.replays";
  private static final String BOOTSTRAP = "millrace.kafka.bootstrap.servers";

  private @Nullable SinkTask debezium;
  private @Nullable RowWriter rows;
  private @Nullable Tolerance tolerance;

  /// What it takes to set rows aside.
  private record Tolerance(
      TolerantWriter writer, DeadLetters deadLetters, Replays replays, TopicReader reader) {

    void close() {
      deadLetters.close();
      replays.close();
      reader.close();
    }
  }

  @Override
  public void start(Map<String, String> config) {
    String task = Objects.requireNonNull(config.get(CaptureConnector.TASK), CaptureConnector.TASK);
    SinkTask started = CaptureConnector.instance(task, SinkTask.class);
    started.initialize(context);
    started.start(config);
    debezium = started;
    RowWriter writing = DebeziumRows.of(started);
    rows = writing;
    String letters = config.getOrDefault(DEAD_LETTERS, "");
    tolerance = letters.isEmpty() ? null : tolerance(letters, writing, config);
  }

  private Tolerance tolerance(String letters, RowWriter writing, Map<String, String> config) {
    String bootstrap = config.getOrDefault(BOOTSTRAP, "");
    TopicReader reader = new TopicReader(bootstrap);
    DeadLetters deadLetters = new DeadLetters(bootstrap, letters, reader);
    return new Tolerance(
        new TolerantWriter(writing, deadLetters),
        deadLetters,
        new Replays(
            config.getOrDefault(REPLAYS, ""),
            Replays.names(config.getOrDefault(TOPICS_CONFIG, "")),
            bootstrap,
            context),
        reader);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    Tolerance tolerant = tolerance;
    if (tolerant == null) {
      write(List.copyOf(records));
      return;
    }
    List<SinkRecord> ofTables = new ArrayList<>(records.size());
    List<SinkRecord> replayed = new ArrayList<>();
    for (SinkRecord record : records) {
      (tolerant.replays().is(record) ? replayed : ofTables).add(record);
    }
    tolerant.writer().write(ofTables);
    tolerant.deadLetters().flush();
    tolerant.replays().written(ofTables);
    replayed.forEach(tolerant.replays()::add);
    tolerant
        .replays()
        .advance(
            left -> {
              tolerant.writer().write(left);
              tolerant.deadLetters().flush();
            });
  }

  private void write(List<SinkRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    try {
      Objects.requireNonNull(rows).write(records);
    } catch (RuntimeException e) {
      throw new ConnectException("Rows could not be written", e);
    }
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> positions) {
    return tolerance == null ? positions : tolerance.replays().done(positions);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    if (tolerance != null) {
      tolerance.replays().forget();
    }
  }

  @Override
  public void stop() {
    if (tolerance != null) {
      tolerance.close();
    }
    if (debezium != null) {
      debezium.stop();
    }
  }

  @Override
  public String version() {
    return "1";
  }
}
