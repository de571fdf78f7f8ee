package io.millrace.connect.deadletters;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/// Takes rows that a destination refuses.
public interface SetAside {
  void accept(SinkRecord row, Refusal refusal);

  /// Whether a record says of itself that it cannot be written.
  Optional<Refusal> unwritable(SinkRecord row);
}
