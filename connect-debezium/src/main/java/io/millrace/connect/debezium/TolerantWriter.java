package io.millrace.connect.debezium;

import io.millrace.connect.deadletters.Refusal;
import io.millrace.connect.deadletters.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/// Writes rows, and finds those among them that the destination refuses: of a batch that is refused
/// each half is tried, and so on down to single rows.
///
/// The halves are written in their order, and each change is a whole row, so that the last good
/// change of a key is what the destination has in the end.
final class TolerantWriter {

  private final RowWriter rows;
  private final SetAside setAside;

  TolerantWriter(RowWriter rows, SetAside setAside) {
    this.rows = rows;
    this.setAside = setAside;
  }

  void write(List<SinkRecord> batch) {
    List<SinkRecord> writable = new ArrayList<>(batch.size());
    for (SinkRecord row : batch) {
      Optional<Refusal> refusal = setAside.unwritable(row);
      if (refusal.isPresent()) {
        setAside.accept(row, refusal.get());
      } else {
        writable.add(row);
      }
    }
    writeOrHalve(writable);
  }

  private void writeOrHalve(List<SinkRecord> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      rows.write(batch);
    } catch (RuntimeException e) {
      Optional<Refusal> refusal = SqlRefusal.of(e);
      if (refusal.isEmpty()) {
        throw new ConnectException("Rows could not be written", e);
      }
      if (batch.size() == 1) {
        setAside.accept(batch.getFirst(), refusal.get());
        return;
      }
      int half = batch.size() / 2;
      writeOrHalve(batch.subList(0, half));
      writeOrHalve(batch.subList(half, batch.size()));
    }
  }
}
