package io.millrace.dataplane.local;

import java.net.URI;
import java.util.List;

/// The ports of a local data plane, all on the loopback address.
record Ports(int offset) {

  static final String HOST = "127.0.0.1";

  int kafka() {
    return 9092 + offset;
  }

  int kafkaController() {
    return 9093 + offset;
  }

  int registry() {
    return 8081 + offset;
  }

  int registryManagement() {
    return 9081 + offset;
  }

  int connect() {
    return 8083 + offset;
  }

  int flinkRest() {
    return 8082 + offset;
  }

  int flinkRpc() {
    return 6123 + offset;
  }

  int sqlGateway() {
    return 8084 + offset;
  }

  List<Integer> all() {
    return List.of(
        kafka(),
        kafkaController(),
        registry(),
        registryManagement(),
        connect(),
        flinkRest(),
        flinkRpc(),
        sqlGateway());
  }

  String kafkaAddress() {
    return HOST + ":" + kafka();
  }

  static URI http(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }
}
