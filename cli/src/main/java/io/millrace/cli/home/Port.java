package io.millrace.cli.home;

import java.util.Arrays;
import java.util.List;

/// The ports of a Millrace on one machine, all on the loopback address.
public enum Port {
  CONSOLE(8080, "control-plane"),
  RUNNER(9701, "control-plane"),
  DATABASE(9732, "control-plane-db"),
  DEMO(9733, "demo-db"),
  KAFKA(9092, "kafka"),
  KAFKA_CONTROLLER(9093, "kafka"),
  REGISTRY(8081, "schema-registry"),
  REGISTRY_MANAGEMENT(9081, "schema-registry"),
  CONNECT(8083, "connect"),
  FLINK(8082, "flink-jobmanager"),
  FLINK_RPC(6123, "flink-jobmanager"),
  SQL_GATEWAY(8084, "flink-sql-gateway");

  private final int standard;
  private final String component;

  Port(int standard, String component) {
    this.standard = standard;
    this.component = component;
  }

  /// What listens there.
  public String component() {
    return component;
  }

  public int of(Settings settings) {
    return standard + settings.portOffset();
  }

  /// Those that these settings use.
  public static List<Port> needed(Settings settings) {
    return Arrays.stream(values())
        .filter(port -> port != DATABASE || settings.databaseUrl().isEmpty())
        .filter(port -> port != DEMO || settings.demo())
        .toList();
  }
}
