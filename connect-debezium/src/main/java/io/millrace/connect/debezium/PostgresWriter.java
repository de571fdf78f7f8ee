package io.millrace.connect.debezium;

/// Writes into PostgreSQL.
public final class PostgresWriter extends WriterConnector {

  public PostgresWriter() {
    super("debezium-jdbc");
  }
}
