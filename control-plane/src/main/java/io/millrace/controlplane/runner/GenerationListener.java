package io.millrace.controlplane.runner;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Wakes the streams: whoever commits a newer DesiredState notifies the channel
/// `millrace_desired_state` with `<install id>:<generation>`, in whichever control plane process it
/// happens. After the connection was lost, every open stream is told the newest generation, as a
/// notification may have been missed.
@ApplicationScoped
class GenerationListener {

  private static final Logger LOG = Logger.getLogger(GenerationListener.class);
  private static final int WAIT_MILLIS = (int) Duration.ofSeconds(10).toMillis();

  private final DataSource dataSource;
  private final Sessions sessions;
  private final RunnerStore store;
  private volatile @Nullable Thread thread;

  GenerationListener(DataSource dataSource, Sessions sessions, RunnerStore store) {
    this.dataSource = dataSource;
    this.sessions = sessions;
    this.store = store;
  }

  void start() {
    // Known before it runs: it ends as soon as it is not the one that is wanted.
    Thread listening = Thread.ofPlatform().daemon().name("generations").unstarted(this::run);
    thread = listening;
    listening.start();
  }

  void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  private void run() {
    boolean resumed = false;
    while (thread != null) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("listen millrace_desired_state");
        if (resumed) {
          catchUp();
        }
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        resumed = true;
        if (thread != null) {
          LOG.warnf("The database is not there (%s); listening again soon", e.getMessage());
          pause();
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (thread != null) {
      PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
      if (notifications == null) {
        continue;
      }
      for (PGNotification notification : notifications) {
        String[] parts = notification.getParameter().split(":");
        sessions.tell(parts[0], Long.parseLong(parts[1]));
      }
    }
  }

  private void catchUp() {
    for (var entry : sessions.all()) {
      entry.getValue().tell(store.newestGeneration(entry.getKey()));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
