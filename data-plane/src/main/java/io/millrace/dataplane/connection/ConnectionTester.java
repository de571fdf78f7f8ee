package io.millrace.dataplane.connection;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.ConnectClient;
import io.millrace.dataplane.errand.Errands;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.dataplane.inspection.Probe;
import io.millrace.runner.protocol.DesiredState.ConnectionTest;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.Problem;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tries connections from inside the data plane, each once for as long as it is wished for.
public final class ConnectionTester implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Platform platform;
  private final HttpClient http = JsonHttp.newClient();
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
      case Endpoint.Parsed.Valid(StoreEndpoint store) -> reached(test, store, opener.open(test));
      case Endpoint.Parsed.Valid(MongoEndpoint mongo) when written(test) ->
          reached(test, mongo.asStore(), opener.open(test));
      case Endpoint.Parsed.Valid(Endpoint.Source source) ->
          inspected(test, source, opener.open(test).getOrDefault(Endpoint.PASSWORD, ""));
    };
  }

  private ConnectionTestResult reached(
      ConnectionTest test, StoreEndpoint store, Map<String, String> secrets)
      throws InterruptedException {
    List<Problem> refused = refusedFields(test, store, secrets);
    if (!refused.isEmpty()) {
      return new ConnectionTestResult(test.id(), refused, List.of());
    }
    InspectionResult found = Probe.look(platform, InspectionRequest.ofStore(store, secrets), LIMIT);
    return new ConnectionTestResult(test.id(), found.problems(), List.of());
  }

  /// What Connect says of the sink's settings, at the fields that they are. Secrets are not shown
  /// to it for that: only whether there is one matters.
  private List<Problem> refusedFields(
      ConnectionTest test, StoreEndpoint store, Map<String, String> secrets) {
    Map<String, String> hidden = new TreeMap<>();
    secrets.keySet().forEach(field -> hidden.put(field, "hidden"));
    Map<String, String> config = new TreeMap<>(store.settings(hidden));
    config.put("connector.class", store.sink());
    config.put("name", test.connector().name());
    config.put("topics", "none");
    Map<String, List<String>> errors;
    try {
      errors =
          new ConnectClient(platform.endpoints().connect(), http).validate(store.sink(), config);
    } catch (ServiceException _) {
      // It is asked again when a pipeline needs it.
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    errors.forEach(
        (setting, said) ->
            StoreEndpoint.field(setting)
                .map(field -> refused(store, field, said))
                .ifPresent(problems::add));
    return problems;
  }

  private static Problem refused(StoreEndpoint store, String field, List<String> said) {
    return new Problem(
        "destination-setting-" + field,
        "The destination " + store.address() + " cannot be used.",
        "Its " + field + " is refused: " + String.join(" ", said) + ".",
        "Correct the connector's " + field + ".",
        Instant.now());
  }

  private ConnectionTestResult inspected(
      ConnectionTest test, Endpoint.Source source, String password) throws InterruptedException {
    List<TableName> tables =
        test.tables().stream().map(TableName::parse).flatMap(Optional::stream).toList();
    InspectionRequest request =
        written(test) && source instanceof Endpoint.Database database
            ? destination(database, password, tables)
            : new InspectionRequest(
                Optional.of(InspectionRequest.toBeTried(source, password, tables)),
                Optional.empty());
    InspectionResult found = Probe.look(platform, request, LIMIT);
    return new ConnectionTestResult(test.id(), found.problems(), found.listed());
  }

  private static boolean written(ConnectionTest test) {
    return switch (test.role()) {
      case SOURCE -> false;
      case DESTINATION -> true;
    };
  }

  private static InspectionRequest destination(
      Endpoint.Database database, String password, List<TableName> tables) {
    return new InspectionRequest(
        Optional.empty(),
        Optional.of(
            new Destination(
                database,
                password,
                tables.stream().<Target>map(Target.Look::new).toList(),
                false)));
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
    http.shutdownNow();
  }
}
