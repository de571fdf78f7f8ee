package io.millrace.connect.debezium;

import io.millrace.connect.deadletters.SetAside;
import io.millrace.connect.deadletters.TolerantTask;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/// Writes rows into a database, except that those which it refuses can be set aside.
abstract class RowTask extends TolerantTask {

  private @Nullable RowWriter rows;

  /// What writes into the database, which it has reached.
  abstract RowWriter connect(Map<String, String> config);

  @Override
  protected final void open(Map<String, String> config) {
    rows = connect(config);
  }

  @Override
  protected final void write(List<SinkRecord> records, SetAside aside) {
    new TolerantWriter(Objects.requireNonNull(rows), aside).write(records);
  }

  @Override
  protected final void write(List<SinkRecord> records) {
    try {
      Objects.requireNonNull(rows).write(records);
    } catch (RuntimeException e) {
      throw new ConnectException("Rows could not be written", e);
    }
  }
}
