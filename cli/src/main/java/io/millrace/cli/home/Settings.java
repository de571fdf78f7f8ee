package io.millrace.cli.home;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// How this Millrace was asked to be. The host goes by it, now and after a restart.
///
/// @param databaseUrl of the control plane's own database as a JDBC URL; empty for an embedded one
/// @param demo whether the demo's databases and generator run
/// @param rate changes per second that the generator makes; 0 pauses it
/// @param pipeline what is to flow; null for nothing
public record Settings(
    int portOffset,
    String databaseUrl,
    boolean demo,
    double rate,
    @org.jspecify.annotations.Nullable Flow pipeline) {

  /// A pipeline between two PostgreSQL databases.
  public record Flow(
      String name, Database source, Database destination, List<Table> tables, String transform) {}

  /// `password` may be empty. It stays on this machine: to the control plane it goes sealed.
  public record Database(String host, int port, String name, String user, String password) {}

  public record Table(String source, String destination) {}

  public static Optional<Settings> read(Home home) throws IOException {
    return PrivateJson.read(home.settings(), Settings.class);
  }

  public void write(Home home) throws IOException {
    PrivateJson.write(home.settings(), this);
  }

  public Settings withRate(double newRate) {
    return new Settings(portOffset, databaseUrl, demo, newRate, pipeline);
  }

  public int httpPort() {
    return 8080 + portOffset;
  }

  public int runnerPort() {
    return 9701 + portOffset;
  }

  public int databasePort() {
    return 9732 + portOffset;
  }

  public int demoPort() {
    return 9733 + portOffset;
  }

  public String consoleUrl() {
    return "http://localhost:" + httpPort();
  }
}
