package io.millrace.connect.store;

import io.millrace.connect.deadletters.Refusal;
import io.millrace.connect.deadletters.SetAside;
import io.millrace.connect.deadletters.TolerantTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/// Writes the records of tables into a store.
public abstract class StoreTask extends TolerantTask {

  private @Nullable Store store;
  private Deletes deletes = Deletes.HARD;

  /// @param settings what the connector was given, checked
  abstract Store connect(StoreSettings settings);

  abstract StoreSettings settings(Map<String, String> config);

  @Override
  protected final void open(Map<String, String> config) {
    StoreSettings settings = settings(config);
    deletes = settings.deletes();
    store = connect(settings);
  }

  @Override
  protected final void write(List<SinkRecord> records) {
    Written written = written(records);
    written
        .refused()
        .forEach(
            (position, refusal) -> {
              throw new StoreRefusesException(
                  "it refuses a row of "
                      + written.records().get(position).topic()
                      + ": "
                      + refusal.why());
            });
  }

  @Override
  protected final void write(List<SinkRecord> records, SetAside aside) {
    Written written = written(records);
    written
        .refused()
        .forEach((position, refusal) -> aside.accept(written.records().get(position), refusal));
  }

  private record Written(List<SinkRecord> records, Map<Integer, Refusal> refused) {}

  private Written written(List<SinkRecord> records) {
    List<SinkRecord> kept = new ArrayList<>(records.size());
    List<StoredRow> rows = new ArrayList<>(records.size());
    for (SinkRecord record : records) {
      if (record.value() == null && deletes == Deletes.IGNORE) {
        continue;
      }
      if (!(record.key() instanceof Struct key)) {
        throw new StoreRefusesException("a row of " + record.topic() + " has no key");
      }
      kept.add(record);
      rows.add(
          new StoredRow(
              record.topic(),
              key,
              record.value() instanceof Struct row ? row : null,
              record.originalTopic()
                  + "/"
                  + record.originalKafkaPartition()
                  + "/"
                  + record.originalKafkaOffset(),
              record.timestamp() == null ? 0 : record.timestamp()));
    }
    return new Written(kept, rows.isEmpty() ? Map.of() : Objects.requireNonNull(store).write(rows));
  }

  @Override
  public final void stop() {
    super.stop();
    if (store != null) {
      store.close();
    }
  }
}
