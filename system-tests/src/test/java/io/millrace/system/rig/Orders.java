package io.millrace.system.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// The demo's two ends, asked directly: what is in the source, put through the transform's rule by
/// PostgreSQL, and what is in the destination.
public final class Orders {

  private static final String BY_THE_RULE =
      """
      SELECT id, customer, UPPER(status) AS status, amount, round(amount * 0.2, 2) AS tax, country,
             created_at, updated_at
      FROM public.orders
      """;
  private static final String ARRIVED =
      "SELECT id, customer, status, amount, tax, country, created_at, updated_at FROM public.orders";

  private final String sourceUrl;
  private final String destinationUrl;

  public Orders(String sourceUrl, String destinationUrl) {
    this.sourceUrl = sourceUrl;
    this.destinationUrl = destinationUrl;
  }

  public Connection source() throws SQLException {
    return DriverManager.getConnection(sourceUrl);
  }

  public Connection destination() throws SQLException {
    return DriverManager.getConnection(destinationUrl);
  }

  public long arrived() throws SQLException {
    try (Connection connection = destination();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM public.orders")) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Waits until every row of the source is in the destination as the rule makes it, and no other.
  /// The generator must not be writing.
  public void awaitEqual(Duration limit) {
    Wait.until(
        limit,
        () -> {
          Map<Long, String> expected = rows(source(), BY_THE_RULE);
          Map<Long, String> actual = rows(destination(), ARRIVED);
          assertThat(expected).isNotEmpty();
          Map<Long, String> missing = new TreeMap<>(expected);
          missing.entrySet().removeAll(actual.entrySet());
          Map<Long, String> foreign = new TreeMap<>(actual);
          foreign.entrySet().removeAll(expected.entrySet());
          assertThat(
                  missing.size()
                      + " missing, such as "
                      + first(missing)
                      + "; "
                      + foreign.size()
                      + " that should not be, such as "
                      + first(foreign))
              .isEqualTo("0 missing, such as none; 0 that should not be, such as none");
        });
  }

  private static String first(Map<Long, String> rows) {
    return rows.values().stream().findFirst().orElse("none");
  }

  private static Map<Long, String> rows(Connection connection, String query) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      Map<Long, String> rows = new TreeMap<>();
      try (ResultSet result = statement.executeQuery(query)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          StringBuilder row = new StringBuilder();
          for (int column = 1; column <= columns; column++) {
            row.append(result.getString(column)).append(" | ");
          }
          rows.put(result.getLong(1), row.toString());
        }
      }
      return rows;
    }
  }
}
