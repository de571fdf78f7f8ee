package io.millrace.dataplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the drivers themselves say of servers that are not there.
class UnreachedTest {

  @ParameterizedTest
  @ValueSource(strings = {"sqlserver", "oracle", "mongodb"})
  void aServerThatDoesNotListenIsSaidToBeDown(String type) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(problem(type, "127.0.0.1", free).code()).isEqualTo("source-refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlserver", "oracle", "mongodb"})
  void aHostWithoutAddressIsSaidToBeUnknown(String type) {
    assertThat(problem(type, "no-such-host.invalid", 9).code()).isEqualTo("source-host-unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlserver", "oracle", "mongodb"})
  void aServerThatDoesNotAnswerIsSaidToBeOutOfReach(String type) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(problem(type, "127.0.0.1", silent.getLocalPort()).code())
          .isEqualTo("source-unreachable");
    }
  }

  private static Problem problem(String type, String host, int port) {
    Connector connector = new Connector("c", type, config(type, host, port), Map.of());
    Endpoint.Source at =
        (Endpoint.Source) ((Endpoint.Parsed.Valid) Endpoint.parse(connector)).endpoint();
    InspectionRequest request =
        new InspectionRequest(
            Optional.of(InspectionRequest.toBeTried(at, "secret", List.of())), Optional.empty());
    return Inspection.of(request).problems().getFirst();
  }

  private static Map<String, String> config(String type, String host, int port) {
    return type.equals("mongodb")
        ? Map.of("uri", "mongodb://" + host + ":" + port, "database", "shop", "sslmode", "disable")
        : Map.of(
            "hostname",
            host,
            "port",
            Integer.toString(port),
            "database",
            "shop",
            "username",
            "reader");
  }
}
