package io.millrace.dataplane.local;

import io.millrace.process.ChildSpec;
import io.millrace.process.HealthCheck;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How one component of a release becomes a process.
interface LocalComponent {

  Duration START_DEADLINE = Duration.ofSeconds(90);

  String name();

  /// Renders the component's configuration and says what its process should be. Repeated calls with
  /// the same arguments give the same process.
  ChildSpec spec(LocalPlatformConfig config, ReleaseComponent released) throws IOException;

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

  /// A Java program with its log configuration, which all of them read from Log4j's.
  default ChildSpec java(
      LocalPlatformConfig config,
      List<String> command,
      Map<String, String> environment,
      List<Integer> ports,
      HealthCheck health,
      int memoryLimitMebibytes,
      ChildSpec.Preparation beforeStart) {
    return new ChildSpec(
        name(),
        command,
        environment,
        config.folder(name()),
        config.log(name()),
        ports,
        health,
        START_DEADLINE,
        (long) memoryLimitMebibytes << 20,
        Duration.ofSeconds(15),
        beforeStart);
  }

  /// Logs go to standard output, which the supervisor keeps and rotates.
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
