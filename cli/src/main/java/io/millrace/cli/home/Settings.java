package io.millrace.cli.home;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How this Millrace was asked to be. The host goes by it, now and after a restart.
///
/// @param databaseUrl of the control plane's own database as a JDBC URL; empty for an embedded one
/// @param demo whether the demo's databases and generator run
/// @param rate changes per second that the generator makes; 0 pauses it
/// @param seed of the generator: the same seed places the same orders
/// @param pipeline what is to flow; null for nothing
public record Settings(
    int portOffset,
    String databaseUrl,
    boolean demo,
    double rate,
    long seed,
    @Nullable Flow pipeline) {

  public static final Settings DEFAULT = new Settings(0, "", true, 20, 42, null);

  /// A pipeline between two PostgreSQL databases. Without a transform, `transform` is empty.
  public record Flow(
      String name, Database source, Database destination, List<Table> tables, String transform) {
    public Flow {
      tables = List.copyOf(tables);
    }
  }

  /// `password` may be empty. It stays on this machine: to the control plane it goes sealed.
  public record Database(String host, int port, String name, String user, String password) {}

  /// Both with their schema.
  public record Table(String source, String destination) {}

  public static Optional<Settings> read(Home home) throws IOException {
    return PrivateJson.read(home.settings(), Settings.class);
  }

  public void write(Home home) throws IOException {
    PrivateJson.write(home.settings(), this);
  }

  public Settings withRate(double newRate) {
    return new Settings(portOffset, databaseUrl, demo, newRate, seed, pipeline);
  }

  public Settings withPipeline(@Nullable Flow flow) {
    return new Settings(portOffset, databaseUrl, demo, rate, seed, flow);
  }

  public String consoleUrl() {
    return "http://localhost:" + Port.CONSOLE.of(this);
  }
}
