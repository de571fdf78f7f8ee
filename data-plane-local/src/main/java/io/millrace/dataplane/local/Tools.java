package io.millrace.dataplane.local;

import io.millrace.dataplane.Platform.Tool;
import io.millrace.dataplane.Platform.ToolFailedException;
import io.millrace.process.Command;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs this product's short-lived programs. What one of them needs for a few databases only is a
/// plugin of its component in the release, and is fetched when it is first asked for.
final class Tools {

  private static final int HEAP_MEBIBYTES = 64;

  private final LocalPlatformConfig config;
  private final Fetcher fetcher;

  Tools(LocalPlatformConfig config, Fetcher fetcher) {
    this.config = config;
    this.fetcher = fetcher;
  }

  String run(Tool tool, Release release, Set<String> plugins, String request, Duration limit)
      throws InterruptedException {
    List<Path> fetched = fetch(tool, release, plugins);
    try {
      List<String> command =
          switch (tool) {
            case PROBE -> {
              Path program = config.dist().resolve("data-plane-probe");
              yield JavaProgram.with(JavaProgram.Compilers.C1)
                  .heap(HEAP_MEBIBYTES)
                  .archive(program.resolve(archive(plugins)))
                  .main(
                      LocalComponent.concat(LocalComponent.jars(program), fetched),
                      "io.millrace.dataplane.probe.Main")
                  .command();
            }
          };
      Command ended = Command.run(command, request, limit);
      ended.orElseThrow("The probe failed");
      return ended.output();
    } catch (IOException e) {
      throw new ToolFailedException(String.valueOf(e.getMessage()));
    }
  }

  /// One for each set of drivers: with other jars behind it an archive does not fit, and would be
  /// made anew each time.
  private static String archive(Set<String> plugins) {
    return plugins.stream().sorted().collect(Collectors.joining("-", "probe", ".jsa"));
  }

  private List<Path> fetch(Tool tool, Release release, Set<String> plugins)
      throws InterruptedException {
    if (plugins.isEmpty()) {
      return List.of();
    }
    List<Artifact> artifacts =
        release.components().stream()
            .filter(component -> component.name().equals(tool.component()))
            .flatMap(component -> component.artifacts().stream())
            .filter(artifact -> artifact.plugin().filter(plugins::contains).isPresent())
            .toList();
    for (String plugin : plugins) {
      if (artifacts.stream().noneMatch(each -> each.plugin().filter(plugin::equals).isPresent())) {
        throw new ToolFailedException(
            "The release "
                + release.version()
                + " has no driver \""
                + plugin
                + "\" for the probe: upgrade the install");
      }
    }
    bring(new ReleaseComponent(tool.component(), release.version(), "process", artifacts));
    return artifacts.stream().map(config.cache()::file).toList();
  }

  /// One at a time: what the next one needs may be there then.
  private synchronized void bring(ReleaseComponent needed) throws InterruptedException {
    if (fetcher.complete(needed) || fetcher.fetch(List.of(needed), _ -> {})) {
      return;
    }
    Fetcher.Progress progress = fetcher.progress(needed.name());
    Fetcher.Failure failure = progress == null ? null : progress.failure();
    throw new ToolFailedException(
        failure == null
            ? "The database's driver could not be fetched"
            : failure.reason() + ". " + failure.nextStep());
  }
}
