package io.millrace.connect.metrics;

/// How old records were when a sink took them from Kafka, over the last two seconds or so.
public interface RecordAgeMBean {

  /// Not a number when no record came lately.
  double getAverageMillis();

  double getMaxMillis();

  /// Time since a record came; not a number before the first.
  double getSinceLastMillis();
}
