package io.millrace.dataplane.local;

import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Brings up a whole data plane without runner and control plane, for people and for measuring; see
/// the module's README. `HOME PORT_OFFSET [up|train|stop]`, from the repository's root.
public final class BringUp {

  private static final PrintStream OUT = System.out;

  private BringUp() {}

  public static void main(String[] args) throws Exception {
    String what = args.length > 2 ? args[2] : "up";
    LocalPlatformConfig config =
        new LocalPlatformConfig(
            Path.of(args[0]),
            ArtifactCache.ofUser(),
            Path.of("target/dist").toAbsolutePath(),
            Integer.parseInt(args[1]),
            what.equals("train"));
    LocalPlatform platform = LocalPlatform.open(config);
    long start = System.nanoTime();
    if (what.equals("stop")) {
      platform.stopAll();
      OUT.printf("%6.2f s  stopped%n", seconds(start));
      return;
    }
    Release release =
        ReleaseDocument.parse(Files.readAllBytes(Path.of("spec/releases/local.json")));
    List<DesiredState.Component> components =
        LocalPlatform.STOP_ORDER.stream()
            .map(name -> new DesiredState.Component(name, Map.of()))
            .toList();
    platform.apply(release, components);
    Map<String, String> said = new HashMap<>();
    while (!allRun(platform.observe())) {
      say(platform.observe(), said, start);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    say(platform.observe(), said, start);
    TimeUnit.SECONDS.sleep(3);
    long sum = 0;
    for (ComponentStatus each : platform.observe()) {
      OUT.printf("%-18s %4d MiB%n", each.name(), each.residentBytes() >> 20);
      sum += each.residentBytes() >> 20;
    }
    OUT.printf("%-18s %4d MiB%n%s%n", "all", sum, platform.endpoints());
    if (what.equals("train")) {
      AheadOfTime caches = new AheadOfTime(config.cache());
      while (!complete(config, caches, release)) {
        TimeUnit.SECONDS.sleep(1);
      }
      OUT.printf("%6.2f s  trained%n", seconds(start));
    }
    platform.close();
  }

  private static boolean complete(LocalPlatformConfig config, AheadOfTime caches, Release release)
      throws Exception {
    for (LocalComponent component : LocalPlatform.COMPONENTS) {
      ComponentProcess process = component.process(config, release.component(component.name()));
      if (!Files.exists(caches.cacheOf(component.name(), process.java()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean allRun(List<ComponentStatus> statuses) {
    return !statuses.isEmpty()
        && statuses.stream().allMatch(each -> each.status().state() == State.RUNNING);
  }

  private static void say(List<ComponentStatus> statuses, Map<String, String> said, long start) {
    for (ComponentStatus each : statuses) {
      String now =
          each.status().state() + " " + each.status().reason() + " " + each.status().nextStep();
      String more = each.totalBytes() == 0 ? "" : " of " + (each.totalBytes() >> 20) + " MiB";
      if (!(now + more).equals(said.put(each.name(), now + more))) {
        OUT.printf("%6.2f s  %-18s %s%s%n", seconds(start), each.name(), now, more);
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
