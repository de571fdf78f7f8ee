package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import io.millrace.cli.demo.DemoDatabase;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Programs;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.cli.view.StartView;
import io.millrace.cli.view.Terminal;
import io.millrace.process.Detached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts Millrace on this machine, or repairs and changes what runs already.",
      "",
      "It may be called at any time and any number of times: what runs is kept, what is missing is"
          + " started, and options that are given again replace what was asked for before."
    },
    footer = {
      "",
      "Examples:",
      "  millrace up                                  with the demo: orders, 20 changes a second",
      "  millrace up --rate 500                       the demo, busier",
      "  millrace up --no-demo                        only control plane, runner and data plane",
      "  millrace up --home /tmp/two --port-offset 1000   a second one, beside the first",
      "  millrace up --source-url postgres://me:secret@db:5432/shop --source-table public.orders \\",
      "              --destination-url postgres://me:secret@dwh:5432/dwh --destination-table public.orders"
    })
final class UpCommand implements Callable<Integer> {

  private static final double DEFAULT_RATE = 20;

  @Mixin private HomeOption homeOption = new HomeOption();

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
      description = "Changes per second that the demo makes (default: 20).")
  private @Nullable Double rate;

  @Option(
      names = "--source-url",
      paramLabel = "URL",
      description =
          "Take rows from this database instead of the demo's: postgres://user:password@host:port/db")
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
      description = "A Flink SQL SELECT over the source table by its name without the schema.")
  private String transform = "";

  @Option(
      names = "--database-url",
      paramLabel = "JDBC-URL",
      description = "Keep the control plane's state in this PostgreSQL instead of an embedded one.")
  private @Nullable String databaseUrl;

  @Option(names = "--no-wait", description = "Do not wait until everything runs.")
  private boolean noWait;

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long started = System.nanoTime();
    Home home = homeOption.home();
    Files.createDirectories(home.run());
    Credentials.Opened credentials = Credentials.open(home);
    Settings settings = settings(home, credentials.credentials());
    settings.write(home);
    StartView view = new StartView(home, settings, started);
    Path postgres = Programs.postgres(home, view::fetching);
    if (!new Running(home).hostAlive()) {
      Files.deleteIfExists(home.hostStatus());
      startHost(home, postgres);
    }
    boolean well = noWait || view.await(credentials.credentials());
    if (credentials.fresh()) {
      OUT.println();
      OUT.println(
          "API key of the administrator, shown this once (and kept in "
              + home.credentials()
              + "):");
      OUT.println("  " + Terminal.bold(credentials.credentials().apiKey()));
    }
    return well ? 0 : 1;
  }

  private Settings settings(Home home, Credentials credentials) throws IOException {
    Optional<Settings> before = Settings.read(home);
    int offset = portOffset != null ? portOffset : before.map(Settings::portOffset).orElse(0);
    String database =
        databaseUrl != null ? databaseUrl : before.map(Settings::databaseUrl).orElse("");
    double changes = rate != null ? rate : before.map(Settings::rate).orElse(DEFAULT_RATE);
    if (sourceUrl != null || destinationUrl != null) {
      return new Settings(offset, database, false, changes, ownFlow());
    }
    if (noDemo) {
      return new Settings(offset, database, false, changes, null);
    }
    if (before.isPresent() && !before.get().demo()) {
      Settings known = before.get();
      return new Settings(offset, database, false, changes, known.pipeline());
    }
    return new Settings(offset, database, true, changes, demoFlow(9733 + offset, credentials));
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
    try {
      return new Settings.Flow(
          "orders",
          PostgresUrl.parse(sourceUrl),
          PostgresUrl.parse(destinationUrl),
          tables,
          transform);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private String table(String name) {
    if (!name.matches("[^.]+\\.[^.]+")) {
      throw wrong("\"" + name + "\" is not schema.table, such as public." + name);
    }
    return name;
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalArgumentException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }

  /// The host is nobody's child: it lives on when this command and its terminal end.
  private static void startHost(Home home, Path postgres) throws IOException {
    List<String> command =
        List.of(
            Programs.java(),
            "-Xmx40m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dmillrace.dist=" + Programs.dist(),
            "-cp",
            Programs.dist().resolve("cli") + "/*",
            "io.millrace.cli.host.HostMain",
            home.root().toString(),
            postgres.toString());
    Detached.start(command, home.root(), home.log("host"));
  }
}
