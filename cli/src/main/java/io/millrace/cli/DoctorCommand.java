package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Settings;
import io.millrace.cli.view.Terminal;
import io.millrace.process.Command;
import io.millrace.process.PortOwner;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

@picocli.CommandLine.Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks for what is wrong with this machine, and says how to mend it.")
final class DoctorCommand implements Callable<Integer> {

  private static final long ENOUGH_MEMORY = 3L << 30;
  private static final long ENOUGH_DISK = 4L << 30;
  private static final int JDK = 25;
  private static final List<Integer> PORTS =
      List.of(8080, 8081, 8082, 8083, 8084, 9081, 9092, 9093, 6123, 9701, 9732, 9733);

  @Mixin private HomeOption homeOption = new HomeOption();

  private final List<Finding> findings = new ArrayList<>();

  private record Finding(boolean well, String what, String mend) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = homeOption.home();
    jdk();
    memory();
    disk(home);
    users();
    ports(home);
    cache();
    leftovers(home);
    boolean well = true;
    for (Finding finding : findings) {
      well &= finding.well();
      OUT.println(Terminal.mark(finding.well() ? "RUNNING" : "BROKEN") + " " + finding.what());
      if (!finding.well()) {
        OUT.println("    " + finding.mend());
      }
    }
    return well ? 0 : 1;
  }

  private void check(boolean well, String what, String mend) {
    findings.add(new Finding(well, what, mend));
  }

  private void jdk() {
    int feature = Runtime.version().feature();
    check(
        feature >= JDK,
        "JDK " + Runtime.version() + " in " + System.getProperty("java.home"),
        "Install a JDK " + JDK + " or newer and set JAVA_HOME");
  }

  private void memory() throws IOException {
    long available = 0;
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemAvailable:")) {
        available = Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    check(
        available >= ENOUGH_MEMORY,
        Terminal.bytes(available) + " of memory are available",
        "Millrace needs about 2.5 GiB: close something, or use a larger machine");
  }

  private void disk(Home home) throws IOException {
    for (Path path : List.of(home.root(), ArtifactCache.ofUser().root())) {
      long free = Files.getFileStore(existing(path)).getUsableSpace();
      check(
          free >= ENOUGH_DISK,
          Terminal.bytes(free) + " free for " + path,
          "About 4 GiB are needed: free some, or use another --home or MILLRACE_CACHE");
    }
  }

  private static Path existing(Path path) {
    Path parent = path.getParent();
    return Files.exists(path) || parent == null ? path : existing(parent);
  }

  private void users() throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root")) {
      return;
    }
    boolean works;
    try {
      works =
          Command.run(
                      List.of("/usr/bin/unshare", "-U", "--", "/bin/true"),
                      "",
                      Duration.ofSeconds(5))
                  .exitCode()
              == 0;
    } catch (IOException e) {
      works = false;
    }
    check(
        works,
        "PostgreSQL can run in a user namespace, as this is root",
        "Run Millrace as an ordinary user, or allow user namespaces"
            + " (sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces)");
  }

  private void ports(Home home) throws IOException {
    if (new Running(home).hostAlive()) {
      check(true, "Millrace runs and has its ports", "");
      return;
    }
    int offset = Settings.read(home).map(Settings::portOffset).orElse(0);
    for (int port : PORTS) {
      PortOwner.find(port + offset)
          .ifPresent(
              owner ->
                  check(
                      false,
                      owner.toString(),
                      "Stop it, or start Millrace with --port-offset 1000"));
    }
    if (findings.stream().allMatch(Finding::well)) {
      check(true, "All ports are free", "");
    }
  }

  /// Reads every cached file again, which takes a while and finds what a bad disk did.
  private void cache() throws IOException {
    ArtifactCache cache = ArtifactCache.ofUser();
    Path document = Path.of(System.getProperty("millrace.root"), "spec/releases/local.json");
    Release release = ReleaseDocument.parse(Files.readAllBytes(document));
    int good = 0;
    for (Release.Artifact artifact :
        release.components().stream()
            .flatMap(each -> each.artifacts().stream())
            .distinct()
            .toList()) {
      Path file = cache.file(artifact);
      if (!Files.exists(file)) {
        continue;
      }
      if (Digest.ofFile(file).equals("sha256:" + artifact.sha256())) {
        good++;
      } else {
        check(false, file + " is corrupted", "Delete it; it is fetched again at the next start");
      }
    }
    check(true, good + " cached artifacts are what they should be", "");
  }

  private void leftovers(Home home) throws IOException {
    if (!new Running(home).hostAlive()) {
      List<String> left = new ArrayList<>();
      left.addAll(new io.millrace.process.Supervisor(home.run()).orphans());
      left.addAll(new io.millrace.process.Supervisor(home.dataPlane()).orphans());
      check(
          left.isEmpty(),
          left.isEmpty()
              ? "Nothing was left behind by a crash"
              : "These run without their host: " + left,
          "millrace up takes them over; millrace down stops them");
    }
  }
}
