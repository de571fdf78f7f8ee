package io.millrace.controlplane.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Opens transactions. Each runs as a role that owns nothing and cannot bypass row-level security,
/// so a query that forgets its organization finds no row instead of somebody else's.
@ApplicationScoped
public class Database {

  private static final String APPLICATION_ROLE = "millrace_app";
  private static final String SYSTEM_ROLE = "millrace_system";

  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// A transaction that sees and changes only this organization's rows.
  public <T> T inOrganization(String organizationId, Work<T> work) {
    if (organizationId.isEmpty()) {
      throw new IllegalArgumentException("An organization has an id");
    }
    return run(APPLICATION_ROLE, organizationId, work);
  }

  /// A transaction of the system itself, where no organization is known yet: who a key or a
  /// certificate belongs to, what the runner edge reads, the bootstrap. Its role sees all
  /// organizations, but only the tables, and of them only the verbs, that migrations grant to
  /// `millrace_system`.
  public <T> T asSystem(Work<T> work) {
    return run(SYSTEM_ROLE, "", work);
  }

  private <T> T run(String role, String organizationId, Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Transaction transaction = new Transaction(connection);
      T result;
      try {
        assume(connection, role, organizationId);
        result = work.run(transaction);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
      transaction.runAfterCommit();
      return result;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /// Both settings end with the transaction, so nothing leaks into the next one on this connection.
  private static void assume(Connection connection, String role, String organizationId)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select set_config('role', ?, true), set_config('millrace.organization', ?, true)")) {
      statement.setString(1, role);
      statement.setString(2, organizationId);
      statement.execute();
    }
  }
}
