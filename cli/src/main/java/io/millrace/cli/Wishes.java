package io.millrace.cli;

import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What is asked of `up`. What is not asked for stays as it was.
final class Wishes {

  private static final int MOST_OFFSET = 55_000;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description =
          "Added to every port (console 8080, Kafka 9092, …), to run several side by side.")
  private @Nullable Integer portOffset;

  @Option(names = "--no-demo", description = "Without the demo's databases and pipeline.")
  private boolean noDemo;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Changes per second that the demo makes (default: 20); 0 is a pause.")
  private @Nullable Double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the demo's orders: the same seed places the same ones.")
  private @Nullable Long seed;

  @Option(
      names = "--source-url",
      paramLabel = "URL",
      description =
          "Take rows from this database instead of the demo's:"
              + " postgres://user:password@host:port/database")
  private @Nullable String sourceUrl;

  @Option(
      names = "--source-table",
      paramLabel = "SCHEMA.TABLE",
      description = "A table to take; may be given several times.")
  private List<String> sourceTables = new ArrayList<>();

  @Option(
      names = "--destination-url",
      paramLabel = "URL",
      description = "Bring them to this database.")
  private @Nullable String destinationUrl;

  @Option(
      names = "--destination-table",
      paramLabel = "SCHEMA.TABLE",
      description =
          "Into this table, made if it is missing; one for each --source-table, in the same"
              + " order (default: the same names).")
  private List<String> destinationTables = new ArrayList<>();

  @Option(
      names = "--transform",
      paramLabel = "SQL",
      description =
          "A Flink SQL SELECT that each row passes, over the source table by its name without the"
              + " schema (default: none).")
  private String transform = "";

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "Keep the control plane's state in this PostgreSQL instead of an embedded one:"
              + " postgres:// as above, or jdbc:postgresql://…")
  private @Nullable String databaseUrl;

  /// @throws ParameterException if they make no sense, alone or with what was asked before
  void check(Optional<Settings> before) {
    if (portOffset != null && (portOffset < 0 || portOffset > MOST_OFFSET)) {
      throw wrong("--port-offset is a number from 0 to " + MOST_OFFSET);
    }
    if (rate != null && (rate < 0 || rate.isNaN() || rate.isInfinite())) {
      throw wrong("--rate is 0 or more changes per second");
    }
    if (ownTables()) {
      if (noDemo || rate != null || seed != null) {
        throw wrong("--no-demo, --rate and --seed are the demo's, which your own tables replace");
      }
      ownFlow();
    } else if (!sourceTables.isEmpty() || !destinationTables.isEmpty() || !transform.isEmpty()) {
      throw wrong(
          "--source-table, --destination-table and --transform go with --source-url and"
              + " --destination-url");
    }
    databaseUrl(before);
  }

  /// As the settings will be, as far as ports are concerned.
  Settings ports(Optional<Settings> before) {
    Settings known = before.orElse(Settings.DEFAULT);
    return new Settings(offset(known), databaseUrl(before), wantsDemo(before), 0, 0, null);
  }

  Settings settings(Optional<Settings> before, Credentials credentials) {
    Settings known = before.orElse(Settings.DEFAULT);
    Settings base =
        new Settings(
            offset(known),
            databaseUrl(before),
            wantsDemo(before),
            rate != null ? rate : known.rate(),
            seed != null ? seed : known.seed(),
            null);
    if (base.demo()) {
      return base.withPipeline(demoFlow(Port.DEMO.of(base), credentials));
    }
    if (ownTables()) {
      return base.withPipeline(ownFlow());
    }
    return noDemo || known.demo() ? base : base.withPipeline(known.pipeline());
  }

  private boolean ownTables() {
    return sourceUrl != null || destinationUrl != null;
  }

  /// Without a word about it, it stays as it was; at first there is a demo. A word about its rate
  /// brings it back.
  private boolean wantsDemo(Optional<Settings> before) {
    if (ownTables() || noDemo) {
      return false;
    }
    return rate != null || seed != null || before.map(Settings::demo).orElse(true);
  }

  private int offset(Settings known) {
    return portOffset != null ? portOffset : known.portOffset();
  }

  private String databaseUrl(Optional<Settings> before) {
    if (databaseUrl == null) {
      return before.map(Settings::databaseUrl).orElse("");
    }
    return databaseUrl.startsWith("jdbc:postgresql:")
        ? databaseUrl
        : PostgresUrl.jdbc(parsed("--database-url", databaseUrl));
  }

  private static Settings.Flow demoFlow(int port, Credentials credentials) {
    String password = credentials.demoUserPassword();
    return new Settings.Flow(
        "orders",
        new Settings.Database("127.0.0.1", port, "shop", "shop", password),
        new Settings.Database("127.0.0.1", port, "warehouse", "warehouse", password),
        List.of(new Settings.Table("public.orders", "public.orders")),
        DemoDatabase.TRANSFORM);
  }

  private Settings.Flow ownFlow() {
    if (sourceUrl == null || destinationUrl == null || sourceTables.isEmpty()) {
      throw wrong(
          "--source-url, --source-table and --destination-url belong together: rows come from"
              + " somewhere and go somewhere");
    }
    if (!destinationTables.isEmpty() && destinationTables.size() != sourceTables.size()) {
      throw wrong(
          "There are "
              + sourceTables.size()
              + " --source-table and "
              + destinationTables.size()
              + " --destination-table; give one for each, or none");
    }
    List<Settings.Table> tables = new ArrayList<>();
    for (int i = 0; i < sourceTables.size(); i++) {
      String source = table(sourceTables.get(i));
      tables.add(
          new Settings.Table(
              source, destinationTables.isEmpty() ? source : table(destinationTables.get(i))));
    }
    return new Settings.Flow(
        "orders",
        parsed("--source-url", sourceUrl),
        parsed("--destination-url", destinationUrl),
        tables,
        transform);
  }

  private Settings.Database parsed(String option, String url) {
    try {
      return PostgresUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private String table(String name) {
    if (!name.matches("[^.\\s]+\\.[^.\\s]+")) {
      throw wrong("\"" + name + "\" is not schema.table; write it as in public.orders");
    }
    return name;
  }

  private ParameterException wrong(String message) {
    if (command == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(command.commandLine(), message);
  }
}
