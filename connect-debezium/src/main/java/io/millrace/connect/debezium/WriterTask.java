package io.millrace.connect.debezium;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/// Writes rows by Debezium's sink task.
public final class WriterTask extends RowTask {

  private @Nullable SinkTask debezium;

  @Override
  RowWriter connect(Map<String, String> config) {
    String task = Objects.requireNonNull(config.get(CaptureConnector.TASK), CaptureConnector.TASK);
    SinkTask started = CaptureConnector.instance(task, SinkTask.class);
    started.initialize(context);
    started.start(config);
    debezium = started;
    return DebeziumRows.of(started);
  }

  @Override
  public void stop() {
    super.stop();
    if (debezium != null) {
      debezium.stop();
    }
  }
}
