package io.millrace.dataplane.local;

import io.millrace.dataplane.local.JavaProgram.Compilers;
import io.millrace.process.HealthCheck;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A Kafka Connect worker. Each plugin has its folder, and with it its own class loader: the
/// connectors of two databases bring different versions of the same libraries.
final class ConnectComponent implements LocalComponent {

  private static final int HEAP_MEBIBYTES = 384;
  private static final int LIMIT_MEBIBYTES = 1100;
  private static final String EXTENSION =
      """
      rest.extension.classes=io.millrace.connect.metrics.MetricsExtension
      key.converter.apicurio.registry.schema-resolver=io.millrace.connect.schema.RememberedSchemas
      value.converter.apicurio.registry.schema-resolver=io.millrace.connect.schema.RememberedSchemas
      """;

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public List<String> needs() {
    return List.of("kafka");
  }

  @Override
  public ComponentProcess process(LocalPlatformConfig config, ReleaseComponent released)
      throws IOException {
    Ports ports = config.ports();
    Path folder = config.folder(name());
    List<Path> companions = LocalComponent.jars(config.dist().resolve("connect-debezium"));
    Path plugins = linkPlugins(config, released, companions);
    List<Path> extension = LocalComponent.jars(config.dist().resolve("connect-metrics"));
    List<Path> stores = LocalComponent.jars(config.dist().resolve("connect-stores"));
    Path properties = folder.resolve("connect.properties");
    Files0600.createFolder(config.secrets());
    Files0600.write(properties, properties(config, plugins, !extension.isEmpty()));
    Path log = LocalComponent.logConfiguration(config);
    return new ComponentProcess(
        JavaProgram.with(Compilers.C1_AND_C2)
            .heap(HEAP_MEBIBYTES)
            .option("-Dlog4j2.configurationFile=" + log)
            .main(
                LocalComponent.concat(
                    LocalComponent.classPath(config, released),
                    LocalComponent.concat(extension, stores)),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                properties.toString()),
        Map.of(),
        List.of(properties, log),
        List.of(ports.connect()),
        new HealthCheck.Http(Ports.http(ports.connect()).resolve("/health")),
        LIMIT_MEBIBYTES,
        () -> {});
  }

  /// `plugins/<digest of what is in it>/<plugin>/` with links into the cache: another release gets
  /// another folder, and with it another process. What stands around Debezium's connectors is
  /// loaded with each.
  private Path linkPlugins(
      LocalPlatformConfig config, ReleaseComponent released, List<Path> companions)
      throws IOException {
    List<Artifact> plugins =
        released.artifacts().stream().filter(each -> each.plugin().isPresent()).toList();
    String content =
        plugins.stream().map(each -> each.place() + each.sha256()).collect(Collectors.joining())
            + digests(companions);
    String digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
    Path root =
        config
            .folder(name())
            .resolve("plugins")
            .resolve(digest.substring("sha256:".length(), "sha256:".length() + 12));
    for (Artifact artifact : plugins) {
      Path plugin = root.resolve(artifact.plugin().orElseThrow());
      Files.createDirectories(plugin);
      if (artifact.packed()) {
        Path unpacked = config.cache().unpacked(artifact);
        for (Path jar : LocalComponent.jars(onlyFolderIn(unpacked))) {
          link(plugin.resolve(jar.getFileName()), jar);
        }
        for (Path jar : companions) {
          copy(plugin.resolve(jar.getFileName()), jar);
        }
      } else {
        link(plugin.resolve(artifact.fileName()), config.cache().file(artifact));
      }
    }
    return root;
  }

  private static String digests(List<Path> files) throws IOException {
    StringBuilder digests = new StringBuilder();
    for (Path file : files) {
      digests.append(Digest.of(Files.readAllBytes(file)));
    }
    return digests.toString();
  }

  private static Path onlyFolderIn(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).findFirst().orElse(folder);
    }
  }

  /// Copied, as what is in it asks in which plugin it is.
  private static void copy(Path copy, Path original) throws IOException {
    if (!Files.exists(copy) || Files.mismatch(copy, original) >= 0) {
      Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void link(Path link, Path target) throws IOException {
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return;
    }
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  private static String properties(LocalPlatformConfig config, Path plugins, boolean extended) {
    Ports ports = config.ports();
    return """
    bootstrap.servers=%1$s
    listeners=http://%2$s:%3$d
    group.id=millrace-connect
    plugin.path=%4$s
    plugin.discovery=service_load
    config.providers=dir
    config.providers.dir.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
    config.providers.dir.param.allowed.paths=%5$s
    config.storage.topic=connect-configs
    config.storage.replication.factor=1
    offset.storage.topic=connect-offsets
    offset.storage.replication.factor=1
    offset.storage.partitions=1
    status.storage.topic=connect-status
    status.storage.replication.factor=1
    status.storage.partitions=1
    offset.flush.interval.ms=5000
    scheduled.rebalance.max.delay.ms=0
    connector.client.config.override.policy=All
    producer.linger.ms=5
    producer.batch.size=262144
    producer.compression.type=lz4
    producer.buffer.memory=33554432
    producer.max.request.size=16777216
    consumer.session.timeout.ms=10000
    consumer.max.poll.records=5000
    consumer.fetch.max.wait.ms=100
    consumer.fetch.min.bytes=1
    consumer.max.partition.fetch.bytes=4194304
    reconnect.backoff.ms=20
    reconnect.backoff.max.ms=100
    retry.backoff.ms=50
    producer.reconnect.backoff.max.ms=100
    consumer.reconnect.backoff.max.ms=100
    """
            .formatted(ports.kafkaAddress(), Ports.HOST, ports.connect(), plugins, config.secrets())
        + (extended ? EXTENSION : "")
        + converter("key", ports)
        + converter("value", ports);
  }

  private static String converter(String side, Ports ports) {
    return """
    %1$s.converter=io.apicurio.registry.utils.converter.AvroConverter
    %1$s.converter.apicurio.registry.url=%2$s/apis/registry/v2
    %1$s.converter.apicurio.registry.as-confluent=true
    %1$s.converter.apicurio.registry.use-id=contentId
    %1$s.converter.apicurio.registry.headers.enabled=false
    %1$s.converter.apicurio.registry.auto-register=true
    %1$s.converter.apicurio.registry.find-latest=false
    """
        .formatted(side, Ports.http(ports.registry()));
  }
}
