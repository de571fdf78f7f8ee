package io.millrace.connect.debezium;

/// Writes into MariaDB.
public final class MariaDbWriter extends WriterConnector {

  public MariaDbWriter() {
    super("debezium-jdbc-mariadb");
  }
}
