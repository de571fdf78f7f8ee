package io.millrace.bench.pipeline;

import io.millrace.bench.home.Api;
import io.millrace.bench.home.BenchHome;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Has the same rows carried by Millrace and, when that is stopped, by hand, between databases of
/// one and the same server. The hand-started parts have the machine to themselves; Millrace's share
/// it with all the rest of Millrace, as they do in use. Each begins with processes that are new,
/// and at rest.
final class SideBySide {

  private static final String TRANSFORM =
      "SELECT id, customer, UPPER(status) AS status, amount, created_at FROM events";

  private final BenchHome home;
  private final Events events;

  /// Measures a carrier.
  @FunctionalInterface
  interface Measurement {
    void of(Carrier carrier, Events events, Database destination) throws Exception;
  }

  /// Starts Millrace, with its demo at rest.
  SideBySide(BenchHome home) throws Exception {
    this.home = home;
    home.up("--rate", "0");
    Credentials credentials = Credentials.open(home.home()).credentials();
    events =
        new Events(
            new Database(
                "127.0.0.1",
                home.port(Port.DEMO),
                "postgres",
                "postgres",
                credentials.demoPassword()));
    events.createSource();
  }

  Events events() {
    return events;
  }

  void run(Measurement measurement) throws Exception {
    Api connect = new Api("http://127.0.0.1:" + home.port(Port.CONNECT), "");
    Carrier plain = new OwnPipeline(home.api(), connect, "Millrace", "");
    Carrier transformed =
        new OwnPipeline(home.api(), connect, "Millrace with a transform", TRANSFORM);
    home.awaitRest();
    measure(transformed, "bench_transformed", measurement);
    transformed.end();
    home.down();
    home.up("--rate", "0");
    home.awaitRest();
    measure(plain, "bench_plain", measurement);
    Map<String, Integer> ports =
        Map.of(
            "kafka", home.port(Port.KAFKA),
            "schema-registry", home.port(Port.REGISTRY),
            "connect", home.port(Port.CONNECT));
    List<ByHand> byHand = new ArrayList<>();
    for (ByHand.Settings settings : ByHand.Settings.values()) {
      byHand.add(new ByHand(home, settings, ports, connect));
    }
    plain.end();
    home.stopAllBut("demo-db");
    for (ByHand each : byHand) {
      try {
        measure(each, "bench_" + each.settings().name().toLowerCase(Locale.ROOT), measurement);
      } finally {
        each.end();
      }
    }
  }

  private void measure(Carrier carrier, String database, Measurement measurement) throws Exception {
    Database destination = events.database(database);
    events.createDestination(destination);
    System.err.println("Measuring: " + carrier.name());
    measurement.of(carrier, events, destination);
  }
}
