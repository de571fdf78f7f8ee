package io.millrace.bench.pipeline;

/// Who carries the rows.
enum Side {
  /// As it is: control plane, runner, Flink and all share the machine with the pipeline.
  MILLRACE("Millrace"),

  /// With each row on a way through Flink SQL.
  MILLRACE_WITH_TRANSFORM("Millrace with a transform"),

  /// Kafka, registry, Connect and Debezium's connectors without Millrace, with the best settings
  /// that are known here, which for all but Debezium's sink are Millrace's.
  BY_HAND("by hand"),

  /// The same, with the worker's clients and the connectors as they come.
  BY_HAND_DEFAULT("by hand, default settings");

  private final String text;

  Side(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
