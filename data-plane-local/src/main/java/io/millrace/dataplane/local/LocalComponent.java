package io.millrace.dataplane.local;

import io.millrace.process.ChildSpec;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How one component of a release becomes a process.
interface LocalComponent {

  Duration START_DEADLINE = Duration.ofSeconds(90);
  Duration STOP_GRACE = Duration.ofSeconds(15);

  String name();

  /// Renders the component's configuration and says what its process is. Repeated calls with the
  /// same arguments give the same process.
  ComponentProcess process(LocalPlatformConfig config, ReleaseComponent released)
      throws IOException;

  /// The components without which it does not become healthy.
  default List<String> needs() {
    return List.of();
  }

  default ChildSpec spec(
      LocalPlatformConfig config, ReleaseComponent released, AheadOfTime.Start start)
      throws IOException {
    ComponentProcess process = process(config, released);
    Path folder = config.folder(name());
    Map<String, String> environment = new TreeMap<>(process.environment());
    environment.put("MILLRACE_CONFIGURATION", digest(process.configuration()));
    // glibc would give each thread an arena of its own, and with it tens of megabytes.
    environment.put("MALLOC_ARENA_MAX", "2");
    return new ChildSpec(
        name(),
        process.java().command(AheadOfTime.optionsFile(folder)),
        environment,
        folder,
        config.log(name()),
        process.ports(),
        process.health(),
        START_DEADLINE,
        (long) process.memoryLimitMebibytes() << 20,
        STOP_GRACE,
        () -> {
          process.beforeStart().run();
          start.prepare(folder, name(), process.java());
        });
  }

  private static String digest(List<Path> files) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(Files.readAllBytes(file));
      all.write(0);
    }
    return Digest.of(all.toByteArray());
  }

  /// The files of a place, archives as the folder they were unpacked to, in the release's order.
  static List<Path> files(LocalPlatformConfig config, ReleaseComponent released, String place) {
    return released.artifacts().stream()
        .filter(artifact -> artifact.place().equals(place))
        .map(
            artifact ->
                artifact.packed()
                    ? config.cache().unpacked(artifact)
                    : config.cache().file(artifact))
        .toList();
  }

  static List<Path> classPath(LocalPlatformConfig config, ReleaseComponent released) {
    return files(config, released, Artifact.CLASS_PATH);
  }

  /// The jars of a folder, by name; none if it does not exist.
  static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /// Log4j's configuration, which all components read. Logs go to standard output, which the
  /// supervisor keeps and rotates.
  static Path logConfiguration(LocalPlatformConfig config) throws IOException {
    Path file = config.dataPlane().resolve("log4j2.properties");
    Files0600.write(
        file,
        """
        rootLogger.level=info
        rootLogger.appenderRef.console.ref=console
        appender.console.type=Console
        appender.console.name=console
        appender.console.layout.type=PatternLayout
        appender.console.layout.pattern=%d{ISO8601} %-5p %c{1} %m%n
        """);
    return file;
  }

  static List<Path> concat(List<Path> first, List<Path> second) {
    List<Path> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
