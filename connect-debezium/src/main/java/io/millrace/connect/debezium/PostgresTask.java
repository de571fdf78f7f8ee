package io.millrace.connect.debezium;

import io.millrace.connect.deadletters.SetAside;
import io.millrace.connect.deadletters.TolerantTask;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/// Writes rows into PostgreSQL by [PostgresRows]. Those which the database refuses can be set
/// aside.
public final class PostgresTask extends TolerantTask {

  private @Nullable PostgresRows rows;

  @Override
  protected void open(Map<String, String> config) {
    rows = PostgresRows.open(config);
  }

  @Override
  protected void write(List<SinkRecord> records, SetAside aside) {
    new TolerantWriter(Objects.requireNonNull(rows), aside).write(records);
  }

  @Override
  protected void write(List<SinkRecord> records) {
    Objects.requireNonNull(rows).write(records);
  }

  @Override
  public void stop() {
    super.stop();
    if (rows != null) {
      rows.close();
    }
  }
}
