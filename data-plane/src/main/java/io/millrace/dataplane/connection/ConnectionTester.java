package io.millrace.dataplane.connection;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.errand.Errands;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.dataplane.inspection.Probe;
import io.millrace.runner.protocol.DesiredState.ConnectionTest;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries connections from inside the data plane, each once for as long as it is wished for.
public final class ConnectionTester implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Platform platform;
  private final Errands<ConnectionTest, ConnectionTestResult> errands;

  /// Opens a test's sealed secrets.
  public interface Opener {
    /// @return field → secret
    /// @throws IllegalArgumentException with a sentence, if one cannot be opened
    Map<String, String> open(ConnectionTest test);
  }

  /// @param wake called, from any thread, when a test has ended
  public ConnectionTester(Platform platform, Runnable wake) {
    this.platform = platform;
    errands = new Errands<>("connection-tests", ConnectionTest::id, wake);
  }

  public List<ConnectionTestResult> run(List<ConnectionTest> tests, Opener opener) {
    return errands.run(
        tests,
        test -> attempt(test, opener),
        failed ->
            failed(failed.wished(), "unusable", String.valueOf(failed.cause().getMessage()), ""));
  }

  private ConnectionTestResult attempt(ConnectionTest test, Opener opener)
      throws InterruptedException {
    return switch (Endpoint.parse(test.connector())) {
      case Endpoint.Parsed.Invalid(Problem problem) ->
          new ConnectionTestResult(test.id(), List.of(problem), List.of());
      case Endpoint.Parsed.Valid(Endpoint.Lake lake) ->
          failed(
              test,
              "not-tried",
              "A lake of the type " + lake.type() + " is tried when its first pipeline starts.",
              "Save it, and look at the pipeline's status.");
      case Endpoint.Parsed.Valid(Endpoint.Database database) ->
          inspected(test, database, opener.open(test).getOrDefault(Endpoint.PASSWORD, ""));
    };
  }

  private ConnectionTestResult inspected(
      ConnectionTest test, Endpoint.Database database, String password)
      throws InterruptedException {
    List<TableName> tables =
        test.tables().stream().map(TableName::parse).flatMap(Optional::stream).toList();
    InspectionRequest request =
        switch (test.role()) {
          case SOURCE ->
              new InspectionRequest(
                  Optional.of(InspectionRequest.toBeTried(database, password, tables)),
                  Optional.empty());
          case DESTINATION ->
              new InspectionRequest(
                  Optional.empty(),
                  Optional.of(
                      new Destination(
                          database,
                          password,
                          tables.stream().<Target>map(Target.Look::new).toList(),
                          false)));
        };
    InspectionResult found = Probe.look(platform, request, LIMIT);
    return new ConnectionTestResult(test.id(), found.problems(), found.listed());
  }

  private static ConnectionTestResult failed(
      ConnectionTest test, String code, String why, String nextStep) {
    String side =
        switch (test.role()) {
          case SOURCE -> "source-";
          case DESTINATION -> "destination-";
        };
    Problem problem =
        new Problem(
            side + code,
            "The connection " + test.connector().name() + " could not be tried.",
            why,
            nextStep,
            Instant.now());
    return new ConnectionTestResult(test.id(), List.of(problem), List.of());
  }

  @Override
  public void close() {
    errands.close();
  }
}
