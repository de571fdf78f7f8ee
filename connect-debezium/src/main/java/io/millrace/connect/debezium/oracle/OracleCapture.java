package io.millrace.connect.debezium.oracle;

import io.millrace.connect.debezium.CaptureConnector;

/// Captures the changes of Oracle.
public final class OracleCapture extends CaptureConnector {

  public OracleCapture() {
    super("io.debezium.connector.oracle.OracleConnector");
  }
}
