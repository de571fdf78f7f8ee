package io.millrace.bench.pipeline;

import io.millrace.bench.home.Api;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.report.BenchReport;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/// Has the same rows carried by Millrace and by hand, in turns, between databases of one and the
/// same server. The hand-started parts have the machine to themselves; Millrace's share it with all
/// the rest of Millrace, as they do in use. Each turn begins with processes that are new, and at
/// rest. Each round goes the other way, so that a machine that grows slower or faster favours
/// nobody.
final class SideBySide {

  /// What runs through all turns.
  static final String DATABASES = "demo-db";

  private static final String TRANSFORM =
      "SELECT id, customer, UPPER(status) AS status, amount, created_at FROM events";

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "How often each side has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--transform", description = "Also measure a pipeline with a transform.")
  private boolean transform;

  /// Measures a side in its turn.
  @FunctionalInterface
  interface Measurement {
    void of(Side side, Carrier carrier, Events events, Database destination) throws Exception;
  }

  /// Says in the report how it is done.
  void tell(BenchReport report) {
    report.setting("rounds", rounds);
  }

  /// @param rows that are in the source before the first turn
  void run(BenchHome home, long rows, Measurement measurement) throws Exception {
    home.up("--rate", "0");
    Events events = Events.in(home);
    events.createSource();
    Api connect = new Api("http://127.0.0.1:" + home.port(Port.CONNECT), "");
    Recipe recipe = recipe(home, events, connect);
    events.insert(1, rows);
    List<Side> sides = new ArrayList<>(List.of(Side.values()));
    if (!transform) {
      sides.remove(Side.MILLRACE_WITH_TRANSFORM);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Side side : round % 2 == 1 ? sides : sides.reversed()) {
        System.err.println("Round " + round + " of " + rounds + ": " + side);
        Carrier carrier =
            switch (side) {
              case MILLRACE -> own(home, connect, "");
              case MILLRACE_WITH_TRANSFORM -> own(home, connect, TRANSFORM);
              case BY_HAND, BY_HAND_DEFAULT -> new ByHand(home, side, round, recipe, connect);
            };
        String name = "bench_" + side.name().toLowerCase(Locale.ROOT) + "_" + round;
        Database destination = events.database(name);
        events.createDestination(destination);
        try {
          carrier.prepare();
          measurement.of(side, carrier, events, destination);
        } finally {
          carrier.end();
        }
        events.drop(destination);
      }
    }
  }

  private static Carrier own(BenchHome home, Api connect, String transform) throws Exception {
    return new OwnMillrace(home, new OwnPipeline(home.api(), connect, transform));
  }

  /// Of a pipeline that is made for it. What this first life of the processes leaves in the
  /// machine's caches is there for every turn.
  private static Recipe recipe(BenchHome home, Events events, Api connect) throws Exception {
    Map<String, Integer> ports =
        Map.of(
            "kafka", home.port(Port.KAFKA),
            "schema-registry", home.port(Port.REGISTRY),
            "connect", home.port(Port.CONNECT));
    Database destination = events.database("bench_recipe");
    events.createDestination(destination);
    events.insert(1, 1);
    Carrier carrier = own(home, connect, "");
    carrier.start(events.source(), destination);
    events.awaitRow(destination, 1, OwnPipeline.LIMIT);
    Recipe recipe = Recipe.of(home, ports, connect);
    home.awaitRest();
    carrier.end();
    events.deleteAfter(0);
    return recipe;
  }
}
