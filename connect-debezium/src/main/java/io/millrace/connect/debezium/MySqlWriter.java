package io.millrace.connect.debezium;

/// Writes into MySQL.
public final class MySqlWriter extends WriterConnector {

  public MySqlWriter() {
    super("debezium-jdbc-mysql");
  }
}
