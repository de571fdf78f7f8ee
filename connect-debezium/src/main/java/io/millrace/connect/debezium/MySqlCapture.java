package io.millrace.connect.debezium;

/// Captures the changes of MySQL.
public final class MySqlCapture extends CaptureConnector {

  public MySqlCapture() {
    super("io.debezium.connector.mysql.MySqlConnector");
  }
}
