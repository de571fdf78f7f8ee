package io.millrace.connect.debezium;

import org.apache.kafka.connect.connector.Task;

/// Writes into PostgreSQL. Its settings are those of Debezium's sink; what writes is
/// [PostgresTask].
public final class PostgresWriter extends WriterConnector {

  public PostgresWriter() {
    super("debezium-jdbc");
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PostgresTask.class;
  }
}
