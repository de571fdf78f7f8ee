package io.millrace.cli.host;

import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Where the control plane keeps its state: the embedded PostgreSQL, or the one that was given.
///
/// @param url as JDBC wants it
/// @param user empty if the URL has it
record ControlPlaneDatabase(String url, String user, String password) {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PACE_MILLIS = 50;

  static ControlPlaneDatabase of(Settings settings, Credentials credentials) {
    return settings.databaseUrl().isEmpty()
        ? new ControlPlaneDatabase(
            "jdbc:postgresql://127.0.0.1:" + Port.DATABASE.of(settings) + "/postgres",
            PostgresServer.SUPERUSER,
            credentials.databasePassword())
        : new ControlPlaneDatabase(settings.databaseUrl(), "", "");
  }

  /// Returns when it takes logins: a control plane that starts before would only fail and back off.
  void await() throws IOException, InterruptedException {
    Properties login = new Properties();
    if (!user.isEmpty()) {
      login.setProperty("user", user);
      login.setProperty("password", password);
    }
    login.setProperty("connectTimeout", "3");
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try (Connection _ = DriverManager.getConnection(url, login)) {
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw new IOException(
              "The control plane's database does not take it in: " + e.getMessage(), e);
        }
        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
      }
    }
  }
}
