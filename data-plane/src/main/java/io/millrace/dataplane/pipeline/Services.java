package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.Endpoints;
import io.millrace.dataplane.connect.ConnectClient;
import io.millrace.dataplane.flink.FlinkClient;
import io.millrace.dataplane.flink.SqlGatewayClient;
import io.millrace.dataplane.registry.RegistryClient;
import java.net.http.HttpClient;

/// The clients of one data plane.
record Services(
    Endpoints endpoints,
    ConnectClient connect,
    RegistryClient registry,
    FlinkClient flink,
    SqlGatewayClient gateway,
    Checkpoints checkpoints) {

  static Services at(Endpoints endpoints, HttpClient http) {
    return new Services(
        endpoints,
        new ConnectClient(endpoints.connect(), http),
        new RegistryClient(endpoints.registry(), http),
        new FlinkClient(endpoints.flink(), http),
        new SqlGatewayClient(endpoints.sqlGateway(), http),
        new Checkpoints(endpoints.checkpoints()));
  }
}
