package io.millrace.connect.debezium.sqlserver;

import io.millrace.connect.debezium.WriterConnector;

/// Writes into SQL Server.
public final class SqlServerWriter extends WriterConnector {

  public SqlServerWriter() {
    super("debezium-jdbc-sqlserver");
  }
}
