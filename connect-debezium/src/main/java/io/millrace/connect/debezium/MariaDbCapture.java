package io.millrace.connect.debezium;

/// Captures the changes of MariaDB.
public final class MariaDbCapture extends CaptureConnector {

  public MariaDbCapture() {
    super("io.debezium.connector.mariadb.MariaDbConnector");
  }
}
