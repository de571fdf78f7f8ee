package io.millrace.connect.debezium;

/// Captures the changes of PostgreSQL.
public final class PostgresCapture extends CaptureConnector {

  public PostgresCapture() {
    super("io.debezium.connector.postgresql.PostgresConnector");
  }
}
