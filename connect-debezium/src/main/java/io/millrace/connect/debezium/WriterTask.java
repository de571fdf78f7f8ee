package io.millrace.connect.debezium;

import io.millrace.connect.deadletters.SetAside;
import io.millrace.connect.deadletters.TolerantTask;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/// Debezium's sink task, except that rows which the destination refuses can be set aside.
public final class WriterTask extends TolerantTask {

  private @Nullable SinkTask debezium;
  private @Nullable RowWriter rows;

  @Override
  protected void open(Map<String, String> config) {
    String task = Objects.requireNonNull(config.get(CaptureConnector.TASK), CaptureConnector.TASK);
    SinkTask started = CaptureConnector.instance(task, SinkTask.class);
    started.initialize(context);
    started.start(config);
    debezium = started;
    rows = DebeziumRows.of(started);
  }

  @Override
  protected void write(List<SinkRecord> records, SetAside aside) {
    new TolerantWriter(Objects.requireNonNull(rows), aside).write(records);
  }

  @Override
  protected void write(List<SinkRecord> records) {
    try {
      Objects.requireNonNull(rows).write(records);
    } catch (RuntimeException e) {
      throw new ConnectException("Rows could not be written", e);
    }
  }

  @Override
  public void stop() {
    super.stop();
    if (debezium != null) {
      debezium.stop();
    }
  }
}
