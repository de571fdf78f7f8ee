package io.millrace.controlplane.database;

import java.sql.SQLException;

/// A statement that the database refused, with its SQL state.
public final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String UNIQUE_VIOLATION = "23505";

  private final String sqlState;

  DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
    this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  /// Someone else has the name already, or had it an instant before.
  public boolean uniqueViolation() {
    return sqlState.equals(UNIQUE_VIOLATION);
  }
}
