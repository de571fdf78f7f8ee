package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.cli.check.Cache;
import io.millrace.cli.check.Finding;
import io.millrace.cli.check.Finding.Severity;
import io.millrace.cli.check.Leftovers;
import io.millrace.cli.check.Machine;
import io.millrace.cli.check.MavenSettings;
import io.millrace.cli.check.Ports;
import io.millrace.cli.code.Yaml;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Programs;
import io.millrace.cli.home.Settings;
import io.millrace.cli.view.Format;
import io.millrace.cli.view.Terminal;
import io.millrace.runner.protocol.ArtifactCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for what is wrong with this machine, and says how to mend it.",
      "",
      "It changes nothing. Looked at: JDK, memory, disk, limits, user namespaces, clock, ports,"
          + " Maven settings, the cache's integrity, and processes that a crash left behind."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is broken", "1:something is, and the output says how to mend it"})
final class DoctorCommand implements Callable<Integer> {

  @Mixin private HomeOption homeOption = new HomeOption();
  @Mixin private FormatOption formatOption = new FormatOption();

  @Option(
      names = "--quick",
      description = "Without reading the whole cache and asking the network.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = homeOption.home();
    List<Finding> findings = look(home);
    switch (formatOption.format()) {
      case Format.JSON, Format.YAML -> {
        ArrayNode all = PrivateJson.JSON.createArrayNode();
        findings.forEach(
            each ->
                all.addObject()
                    .put("severity", each.severity().name())
                    .put("what", each.what())
                    .put("nextStep", each.nextStep()));
        if (formatOption.format() == Format.YAML) {
          OUT.print(Yaml.write(all));
        } else {
          OUT.println(PrivateJson.JSON.writeValueAsString(all));
        }
      }
      case Format.TABLE -> print(findings);
    }
    return findings.stream().anyMatch(each -> each.severity() == Severity.BROKEN) ? 1 : 0;
  }

  private List<Finding> look(Home home) throws IOException, InterruptedException {
    Machine machine = new Machine();
    Settings settings = Settings.read(home).orElse(Settings.DEFAULT);
    ArtifactCache cache = ArtifactCache.ofUser();
    List<Finding> findings = new ArrayList<>(machine.quick(List.of(home.root(), cache.root())));
    machine.limits().ifPresent(findings::add);
    findings.add(machine.users());
    findings.add(machine.clock(home.hostStatus()));
    findings.addAll(Ports.look(home, settings));
    findings.add(Leftovers.look(home));
    if (!quick) {
      findings.addAll(
          MavenSettings.look(Path.of(System.getProperty("user.home"), ".m2", "settings.xml")));
      findings.addAll(Cache.look(cache, Programs.release()));
    }
    return findings;
  }

  /// A next step that several in a row share is said once, after the last of them.
  static void print(List<Finding> findings) {
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      boolean shared =
          i + 1 < findings.size() && findings.get(i + 1).nextStep().equals(finding.nextStep());
      print(finding, shared ? "" : finding.nextStep());
    }
  }

  private static void print(Finding finding, String nextStep) {
    String mark =
        switch (finding.severity()) {
          case WELL -> Terminal.mark("RUNNING");
          case DOUBTFUL -> Terminal.mark("DEGRADED");
          case BROKEN -> Terminal.mark("BROKEN");
        };
    OUT.println(mark + " " + finding.what());
    if (!nextStep.isEmpty()) {
      OUT.println("    " + nextStep);
    }
  }
}
