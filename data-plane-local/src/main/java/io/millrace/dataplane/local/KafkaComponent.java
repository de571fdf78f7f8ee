package io.millrace.dataplane.local;

import io.millrace.dataplane.local.JavaProgram.Compilers;
import io.millrace.process.Command;
import io.millrace.process.HealthCheck;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One Kafka broker that is its own controller.
final class KafkaComponent implements LocalComponent {

  private static final int HEAP_MEBIBYTES = 256;
  private static final int LIMIT_MEBIBYTES = 900;

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public ComponentProcess process(LocalPlatformConfig config, ReleaseComponent released)
      throws IOException {
    Ports ports = config.ports();
    Path folder = config.folder(name());
    Path properties = folder.resolve("server.properties");
    Files0600.write(properties, properties(ports, folder.resolve("data")));
    List<Path> classPath = LocalComponent.classPath(config, released);
    Path log = LocalComponent.logConfiguration(config);
    return new ComponentProcess(
        JavaProgram.with(Compilers.C1_AND_C2)
            .heap(HEAP_MEBIBYTES)
            .option("-XX:MaxDirectMemorySize=128m")
            .option("-Dlog4j2.configurationFile=" + log)
            .main(classPath, "kafka.Kafka", properties.toString()),
        Map.of(),
        List.of(properties, log),
        List.of(ports.kafka(), ports.kafkaController()),
        new HealthCheck.Tcp(ports.kafka()),
        LIMIT_MEBIBYTES,
        () -> format(folder.resolve("data"), classPath, properties));
  }

  /// Gives the storage its identity, once; an interrupted attempt is repeated.
  private static void format(Path data, List<Path> classPath, Path properties)
      throws IOException, InterruptedException {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    List<String> command =
        JavaProgram.with(Compilers.C1)
            .heap(HEAP_MEBIBYTES)
            .main(
                classPath,
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "-t",
                "bWlsbHJhY2UtbG9jYWwtMQ",
                "-c",
                properties.toString())
            .command();
    Command.run(command, "", Duration.ofSeconds(60))
        .orElseThrow("Kafka's storage cannot be formatted");
  }

  private static String properties(Ports ports, Path data) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@%1$s:%3$d
    listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
    advertised.listeners=PLAINTEXT://%1$s:%2$d
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=PLAINTEXT
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=%4$s
    auto.create.topics.enable=false
    num.partitions=1
    message.max.bytes=16777216
    replica.fetch.max.bytes=16777216
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    share.coordinator.state.topic.num.partitions=1
    group.initial.rebalance.delay.ms=0
    num.network.threads=2
    num.io.threads=2
    num.recovery.threads.per.data.dir=1
    log.cleaner.dedupe.buffer.size=16777216
    log.segment.bytes=134217728
    """
        .formatted(Ports.HOST, ports.kafka(), ports.kafkaController(), data);
  }
}
