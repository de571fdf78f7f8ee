package io.millrace.connect.debezium;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/// Writes rows into a destination: all, or it throws, and any of them may have been written.
interface RowWriter {
  void write(List<SinkRecord> rows);
}
