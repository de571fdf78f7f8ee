package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.check.Finding;
import io.millrace.cli.check.Finding.Severity;
import io.millrace.cli.check.Machine;
import io.millrace.cli.check.Ports;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Host;
import io.millrace.cli.home.Programs;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.cli.home.Shutdown;
import io.millrace.cli.view.StartView;
import io.millrace.cli.view.Summary;
import io.millrace.cli.view.Terminal;
import io.millrace.runner.protocol.ArtifactCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything runs, and rows arrive if there is a pipeline",
      "1:something does not, and the output says what, why and what to do",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace up                                      with the demo: orders, 20 changes a second",
      "  millrace up --rate 500                           the demo, busier",
      "  millrace up --no-demo                            only control plane, runner and data plane",
      "  millrace up --home /tmp/two --port-offset 1000   a second one, beside the first",
      "  millrace up --source-url postgres://me:secret@db:5432/shop \\",
      "              --source-table public.orders \\",
      "              --destination-url postgres://me:secret@dwh:5432/dwh \\",
      "              --transform 'SELECT id, UPPER(status) AS status FROM orders'"
    })
final class UpCommand implements Callable<Integer> {

  @Mixin private HomeOption homeOption = new HomeOption();
  @Mixin private Wishes wishes = new Wishes();

  @Option(names = "--no-wait", description = "Do not wait until everything runs.")
  private boolean noWait;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant started = started();
    Home home = homeOption.home();
    Optional<Settings> before = Settings.read(home);
    // Nothing is written before it is known that the wishes make sense and the machine will do.
    wishes.check(before);
    Running running = new Running(home);
    if (!running.hostAlive() && !machineWillDo(home, before)) {
      return 1;
    }
    home.create();
    Credentials.Opened credentials = Credentials.open(home);
    Settings settings = wishes.settings(before, credentials.credentials());
    settings.write(home);
    StartView view = new StartView(home, settings, started);
    Path postgres = Programs.postgres(home, view::fetching);
    replaceOtherBuild(home, running.host());
    Optional<ProcessHandle> begun = Optional.empty();
    if (!running.hostAlive()) {
      Files.deleteIfExists(home.hostStatus());
      begun = Optional.of(Host.start(home, postgres));
    }
    if (noWait) {
      sayKey(home, credentials);
      OUT.println("It starts. How far it is: millrace status");
      return 0;
    }
    StartView.Outcome outcome = view.await(begun);
    if (outcome.well()) {
      Summary.print(home, settings, credentials.credentials(), outcome);
    }
    sayKey(home, credentials);
    return outcome.well() ? 0 : 1;
  }

  /// When the launcher began to run this, in seconds with a fraction; now, without a launcher.
  private static Instant started() {
    String text = System.getProperty("millrace.started", "").replace(',', '.');
    try {
      return text.isEmpty()
          ? Instant.now()
          : Instant.EPOCH.plus(Duration.ofNanos((long) (Double.parseDouble(text) * 1e9)));
    } catch (NumberFormatException e) {
      return Instant.now();
    }
  }

  private boolean machineWillDo(Home home, Optional<Settings> before) {
    List<Finding> findings =
        new ArrayList<>(new Machine().quick(List.of(home.root(), ArtifactCache.ofUser().root())));
    findings.addAll(Ports.look(home, wishes.ports(before)));
    DoctorCommand.print(
        findings.stream().filter(each -> each.severity() != Severity.WELL).toList());
    boolean well = findings.stream().noneMatch(each -> each.severity() == Severity.BROKEN);
    if (!well) {
      OUT.println("Nothing was started. More about this machine: millrace doctor");
    }
    return well;
  }

  /// A host of another build is replaced; its children are taken over, or replaced if they differ.
  private static void replaceOtherBuild(Home home, JsonNode host)
      throws IOException, InterruptedException {
    if (host.hasNonNull("build")
        && !host.get("build").asText().equals(Programs.fingerprint("cli"))) {
      Shutdown.endHost(home);
    }
  }

  private static void sayKey(Home home, Credentials.Opened credentials) {
    if (credentials.fresh()) {
      OUT.println();
      OUT.println(
          "API key of the administrator, shown this once (and kept in "
              + home.credentials()
              + "):");
      OUT.println("  " + Terminal.bold(credentials.credentials().apiKey()));
    }
  }
}
