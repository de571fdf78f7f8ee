package io.millrace.connect.debezium.sqlserver;

import io.millrace.connect.debezium.CaptureConnector;

/// Captures the changes of SQL Server.
public final class SqlServerCapture extends CaptureConnector {

  public SqlServerCapture() {
    super("io.debezium.connector.sqlserver.SqlServerConnector");
  }
}
