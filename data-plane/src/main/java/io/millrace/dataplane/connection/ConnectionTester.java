package io.millrace.dataplane.connection;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.Platform.Tool;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionJson;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.runner.protocol.DesiredState.ConnectionTest;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/// Tries connections from inside the data plane, each once for as long as it is wished for.
///
/// Level-triggered like everything else: told again and again which tests there are, it answers
/// with the results of those that have ended. A test changes nothing, so a runner that was started
/// anew may do one again.
public final class ConnectionTester implements AutoCloseable {

  /// Each is a short-lived process; more at a time would only be slower.
  private static final int AT_ONCE = 2;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Platform platform;
  private final Runnable wake;
  private final ExecutorService executor;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Map<String, ConnectionTestResult> results = new ConcurrentHashMap<>();

  /// Opens a test's sealed secrets.
  public interface Opener {
    /// @return field → secret
    /// @throws IllegalArgumentException with a sentence, if one cannot be opened
    Map<String, String> open(ConnectionTest test);
  }

  /// @param wake called, from any thread, when a test has ended
  public ConnectionTester(Platform platform, Runnable wake) {
    this.platform = platform;
    this.wake = wake;
    executor =
        Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("connection-tests-", 0).factory());
  }

  public List<ConnectionTestResult> run(List<ConnectionTest> tests, Opener opener) {
    Set<String> wanted = tests.stream().map(ConnectionTest::id).collect(Collectors.toSet());
    results.keySet().retainAll(wanted);
    begun.retainAll(wanted);
    for (ConnectionTest test : tests) {
      if (begun.add(test.id())) {
        try {
          executor.execute(() -> end(test, opener));
        } catch (RejectedExecutionException _) {
          begun.remove(test.id());
        }
      }
    }
    return tests.stream()
        .map(test -> Optional.ofNullable(results.get(test.id())))
        .flatMap(Optional::stream)
        .toList();
  }

  private void end(ConnectionTest test, Opener opener) {
    ConnectionTestResult result;
    try {
      result = attempt(test, opener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      result = failed(test, "unusable", String.valueOf(e.getMessage()), "");
    }
    results.put(test.id(), result);
    wake.run();
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
    InspectionResult found =
        InspectionJson.readResult(
            platform.runTool(Tool.PROBE, InspectionJson.write(request), LIMIT));
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
    executor.shutdownNow();
  }
}
