package io.millrace.dataplane.local;

import io.millrace.dataplane.local.JavaProgram.Compilers;
import io.millrace.process.HealthCheck;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The three processes of a Flink session cluster. They share one class path and one configuration.
record FlinkComponent(Role role) implements LocalComponent {

  private static final int LIMIT_MEBIBYTES = 900;

  enum Role {
    JOB_MANAGER,
    TASK_MANAGER,
    SQL_GATEWAY
  }

  @Override
  public String name() {
    return switch (role) {
      case JOB_MANAGER -> "flink-jobmanager";
      case TASK_MANAGER -> "flink-taskmanager";
      case SQL_GATEWAY -> "flink-sql-gateway";
    };
  }

  private String mainClass() {
    return switch (role) {
      case JOB_MANAGER -> "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
      case TASK_MANAGER -> "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
      case SQL_GATEWAY -> "org.apache.flink.table.gateway.SqlGateway";
    };
  }

  private JavaProgram java() {
    return switch (role) {
      case JOB_MANAGER -> JavaProgram.with(Compilers.C1).heap(256);
      case TASK_MANAGER ->
          JavaProgram.with(Compilers.C1_AND_C2).heap(256).option("-XX:MaxDirectMemorySize=160m");
      case SQL_GATEWAY -> JavaProgram.with(Compilers.C1).heap(192);
    };
  }

  @Override
  public List<String> needs() {
    return switch (role) {
      case JOB_MANAGER, SQL_GATEWAY -> List.of();
      case TASK_MANAGER -> List.of("flink-jobmanager");
    };
  }

  @Override
  public ComponentProcess process(LocalPlatformConfig config, ReleaseComponent released)
      throws IOException {
    Path conf = config.folder("flink").resolve("conf");
    Path yaml = conf.resolve("config.yaml");
    Path temporary = config.folder(name()).resolve("tmp");
    Files0600.write(yaml, configuration(config));
    Path log = LocalComponent.logConfiguration(config);
    return new ComponentProcess(
        java()
            .option("-XX:MaxMetaspaceSize=256m")
            .option("--add-opens=java.base/java.util=ALL-UNNAMED")
            .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
            .option("--sun-misc-unsafe-memory-access=allow")
            .option("-Dlog4j2.configurationFile=" + log)
            .option("-Djava.io.tmpdir=" + temporary)
            .main(classPath(config, released), mainClass(), arguments(conf)),
        Map.of("FLINK_CONF_DIR", conf.toString()),
        List.of(yaml, log),
        ports(config.ports()),
        health(config.ports()),
        LIMIT_MEBIBYTES,
        () -> empty(temporary));
  }

  /// Flink has one class loader for its SQL connectors, so its plugins are on the class path.
  private static List<Path> classPath(LocalPlatformConfig config, ReleaseComponent released) {
    List<Path> path = new ArrayList<>(LocalComponent.classPath(config, released));
    released.artifacts().stream()
        .filter(each -> each.plugin().isPresent())
        .map(config.cache()::file)
        .forEach(path::add);
    return path;
  }

  private String[] arguments(Path conf) {
    return switch (role) {
      case JOB_MANAGER, TASK_MANAGER -> new String[] {"-c", conf.toString()};
      case SQL_GATEWAY -> new String[0];
    };
  }

  private List<Integer> ports(Ports ports) {
    return switch (role) {
      case JOB_MANAGER -> List.of(ports.flinkRest(), ports.flinkRpc());
      case TASK_MANAGER -> List.of();
      case SQL_GATEWAY -> List.of(ports.sqlGateway());
    };
  }

  private HealthCheck health(Ports ports) {
    return switch (role) {
      case JOB_MANAGER -> new HealthCheck.Http(Ports.http(ports.flinkRest()).resolve("/overview"));
      // The TaskManager has no door of its own; whether it works is whether it is registered.
      case TASK_MANAGER -> new HealthCheck.Custom(() -> RegisteredTaskManagers.ask(ports));
      case SQL_GATEWAY -> new HealthCheck.Http(Ports.http(ports.sqlGateway()).resolve("/info"));
    };
  }

  /// Flink unpacks its planner to the temporary folder at each start and, killed, leaves it there.
  private static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.createDirectories(folder);
  }

  /// Memory is spelled out to the last key: without flink-dist's scripts nothing derives it.
  private static String configuration(LocalPlatformConfig config) {
    Ports ports = config.ports();
    Path folder = config.folder("flink");
    return """
    jobmanager:
      rpc:
        address: %1$s
        port: %2$d
      bind-host: %1$s
      memory:
        process:
          size: 768m
        jvm-metaspace:
          size: 256m
        jvm-overhead:
          min: 64m
          max: 96m
        off-heap:
          size: 64m
    taskmanager:
      bind-host: %1$s
      host: %1$s
      numberOfTaskSlots: 16
      memory:
        framework:
          heap:
            size: 64m
          off-heap:
            size: 32m
        task:
          heap:
            size: 192m
          off-heap:
            size: 0m
        network:
          min: 64m
          max: 64m
        managed:
          size: 32m
        jvm-metaspace:
          size: 256m
        jvm-overhead:
          min: 64m
          max: 64m
      cpu:
        cores: 2.0
    rest:
      address: %1$s
      bind-address: %1$s
      port: %3$d
      flamegraph:
        enabled: false
    web:
      submit:
        enable: false
      refresh-interval: 1000
    heartbeat:
      interval: 2000
      timeout: 10000
    restart-strategy:
      type: exponential-delay
      exponential-delay:
        initial-backoff: 500 ms
        max-backoff: 10 s
        backoff-multiplier: 2.0
        reset-backoff-threshold: 30 s
    parallelism:
      default: 1
    metrics:
      latency:
        interval: 0
      fetcher:
        update-interval: 2000
    sql-gateway:
      endpoint:
        rest:
          address: %1$s
          bind-address: %1$s
          port: %4$d
    execution:
      checkpointing:
        interval: 2s
        min-pause: 1s
        dir: %5$s
        externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
        num-retained: 2
    io:
      tmp:
        dirs: %6$s
    blob:
      storage:
        directory: %7$s
    """
        .formatted(
            Ports.HOST,
            ports.flinkRpc(),
            ports.flinkRest(),
            ports.sqlGateway(),
            checkpoints(config),
            folder.resolve("tmp"),
            folder.resolve("blobs"));
  }

  static java.net.URI checkpoints(LocalPlatformConfig config) {
    return java.net.URI.create("file://" + config.folder("flink").resolve("checkpoints"));
  }
}
