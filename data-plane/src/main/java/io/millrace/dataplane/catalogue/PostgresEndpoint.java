package io.millrace.dataplane.catalogue;

import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where a PostgreSQL database is and as whom to log in, without the password.
public record PostgresEndpoint(
    String hostname, int port, String database, String username, String sslMode) {

  public static final String TYPE = "postgres";
  public static final String PASSWORD = "password";

  private static final Set<String> FIELDS =
      Set.of("hostname", "port", "database", "username", "sslmode");
  private static final Set<String> SSL_MODES =
      Set.of("disable", "prefer", "require", "verify-full");

  /// What a connector's settings come to.
  public sealed interface Parsed {
    record Valid(PostgresEndpoint endpoint) implements Parsed {}

    record Invalid(Problem problem) implements Parsed {}
  }

  public static Parsed parse(Connector connector) {
    if (!connector.type().equals(TYPE)) {
      return invalid(
          connector,
          "its type \"" + connector.type() + "\" is not in the catalogue",
          "Use the type \"postgres\".");
    }
    Map<String, String> config = connector.config();
    Set<String> unknown = new TreeSet<>(config.keySet());
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      return invalid(
          connector,
          "it has settings that nobody reads: " + String.join(", ", unknown),
          "Remove them; the settings are " + String.join(", ", new TreeSet<>(FIELDS)) + ".");
    }
    for (String required : Set.of("hostname", "database", "username")) {
      if (config.getOrDefault(required, "").isBlank()) {
        return invalid(connector, required + " is missing", "Set " + required + ".");
      }
    }
    String sslMode = config.getOrDefault("sslmode", "prefer");
    if (!SSL_MODES.contains(sslMode)) {
      return invalid(
          connector,
          "sslmode is \"" + sslMode + "\"",
          "Use one of " + String.join(", ", new TreeSet<>(SSL_MODES)) + ".");
    }
    return port(connector, config, sslMode);
  }

  private static Parsed port(Connector connector, Map<String, String> config, String sslMode) {
    String text = config.getOrDefault("port", "5432");
    boolean valid = text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535;
    if (!valid) {
      return invalid(connector, "port is \"" + text + "\"", "Use a number from 1 to 65535.");
    }
    return new Parsed.Valid(
        new PostgresEndpoint(
            config.getOrDefault("hostname", ""),
            Integer.parseInt(text),
            config.getOrDefault("database", ""),
            config.getOrDefault("username", ""),
            sslMode));
  }

  private static Parsed invalid(Connector connector, String why, String nextStep) {
    return new Parsed.Invalid(
        new Problem(
            "connector-invalid",
            "The connector " + connector.name() + " cannot be used.",
            Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".",
            nextStep,
            Instant.now()));
  }

  /// For sentences: `host:port/database`.
  public String address() {
    return hostname + ":" + port + "/" + database;
  }
}
