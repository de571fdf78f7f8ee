package io.millrace.connect.debezium.oracle;

import io.millrace.connect.debezium.WriterConnector;

/// Writes into Oracle.
public final class OracleWriter extends WriterConnector {

  public OracleWriter() {
    super("debezium-jdbc-oracle");
  }
}
