package io.millrace.cli.host;

import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.home.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Watches for the first row that arrives. In the demo it is one that was made in this life of the
/// host; in a user's own tables any row counts, as nothing can be said of its age.
final class FirstRow {

  private static final long DEMO_PACE_MILLIS = 50;
  private static final long OWN_PACE_MILLIS = 500;

  private final Instant since;
  private volatile Settings.@Nullable Flow watched;
  private volatile @Nullable Instant arrivedAt;

  FirstRow(Instant since) {
    this.since = since;
  }

  Optional<Instant> arrivedAt() {
    return Optional.ofNullable(arrivedAt);
  }

  /// @param flows whether the pipeline runs: a user's database is not asked before
  synchronized void watch(Settings settings, BooleanSupplier flows) {
    Settings.Flow flow = settings.pipeline();
    if (flow == null || arrivedAt != null || flow.equals(watched)) {
      return;
    }
    watched = flow;
    Thread.ofPlatform()
        .daemon()
        .name("first-row")
        .start(
            () -> {
              try {
                await(flow, settings.demo(), flows);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void await(Settings.Flow flow, boolean demo, BooleanSupplier flows)
      throws InterruptedException {
    while (arrivedAt == null && flow.equals(watched)) {
      if (demo || flows.getAsBoolean()) {
        try (Connection connection = DemoDatabase.connect(flow.destination())) {
          ask(connection, flow.tables().getFirst().destination(), demo);
        } catch (SQLException e) {
          // The server, the database or the table is not there yet.
        }
      }
      TimeUnit.MILLISECONDS.sleep(demo ? DEMO_PACE_MILLIS : OWN_PACE_MILLIS);
    }
  }

  private void ask(Connection connection, String table, boolean demo)
      throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement()) {
      while (arrivedAt == null) {
        try (ResultSet row = statement.executeQuery(demo ? newest(table) : any(table))) {
          if (row.next() && (!demo || isNew(row.getTimestamp(1)))) {
            arrivedAt = Instant.now();
          }
        }
        TimeUnit.MILLISECONDS.sleep(demo ? DEMO_PACE_MILLIS : OWN_PACE_MILLIS);
      }
    }
  }

  private boolean isNew(@Nullable Timestamp created) {
    return created != null && created.toInstant().isAfter(since);
  }

  private static String newest(String table) {
    return "SELECT created_at FROM " + table + " ORDER BY id DESC LIMIT 1";
  }

  private static String any(String table) {
    return "SELECT 1 FROM " + quoted(table) + " LIMIT 1";
  }

  private static String quoted(String table) {
    return "\"" + table.replace("\"", "\"\"").replaceFirst("\\.", "\".\"") + "\"";
  }
}
