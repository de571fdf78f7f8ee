package io.millrace.controlplane.connectiontest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.connectiontest.ConnectionTest.State;
import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.connector.ConnectorService;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Id;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.SealedSecret;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Connection tests of installs.
@ApplicationScoped
class ConnectionTestService {

  /// So that a form that still asks is told that its test has expired.
  private static final Duration KEPT = Duration.ofMinutes(5);

  private static final int MOST_AT_ONCE = 20;

  private final Database database;
  private final ConnectorService connectors;
  private final DesiredStates desiredStates;
  private final AuditLog audit;
  private final Runners runners;
  private final ObjectMapper json;

  ConnectionTestService(
      Database database,
      ConnectorService connectors,
      DesiredStates desiredStates,
      AuditLog audit,
      Runners runners,
      ObjectMapper json) {
    this.database = database;
    this.connectors = connectors;
    this.desiredStates = desiredStates;
    this.audit = audit;
    this.runners = runners;
    this.json = json;
  }

  private record Asked(ConnectorRole role, Instant createdAt) {}

  ConnectionTest begin(
      Principal principal,
      String installId,
      ConnectorRole role,
      Connector connector,
      List<String> tables) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          refuseTooMany(transaction, installId);
          Connector whole = withStoredSecrets(transaction, installId, connector);
          String id = Id.next("ct");
          transaction.update(
              """
              insert into connection_tests (id, install_id, organization_id, role, connector, tables)
              values (?, ?, ?, ?, ?, ?)
              """,
              id,
              installId,
              principal.organizationId(),
              role,
              write(whole),
              write(tables));
          desiredStates.publish(transaction, principal.organizationId(), installId);
          audit.record(
              transaction,
              principal,
              "connection.test",
              installId + "/" + connector.name(),
              null,
              whole);
          return new ConnectionTest(
              id, State.WAITING, Findings.unknownSteps(role), List.of(), List.of());
        });
  }

  private record Of(String organizationId, String installId) {}

  /// A test that is over leaves the wish, and with it what was sealed for it.
  @Scheduled(every = "30s", delayed = "30s")
  void forgetOld() {
    Instant over = Instant.now().minus(DesiredStates.CONNECTION_TEST_LIFE);
    List<Of> installs =
        database.asSystem(
            transaction ->
                transaction.list(
                    """
                    select distinct organization_id, install_id from connection_tests
                    where created_at <= ?
                    """,
                    row -> new Of(row.text("organization_id"), row.text("install_id")),
                    over));
    for (Of each : installs) {
      database.inOrganization(
          each.organizationId(),
          transaction -> {
            transaction.update(
                "delete from connection_tests where install_id = ? and created_at < ?",
                each.installId(),
                Instant.now().minus(KEPT));
            return desiredStates.publish(transaction, each.organizationId(), each.installId());
          });
    }
  }

  private static void refuseTooMany(Transaction transaction, String installId) {
    long waiting =
        transaction
            .find(
                """
                select count(*) as tests from connection_tests
                where install_id = ? and created_at > ?
                """,
                row -> row.number("tests"),
                installId,
                Instant.now().minus(DesiredStates.CONNECTION_TEST_LIFE))
            .orElse(0L);
    if (waiting >= MOST_AT_ONCE) {
      throw ProblemException.of(
          429,
          "too-many-connection-tests",
          "Too many connections are being tried",
          "This install has " + waiting + " connection tests of the last minute.",
          "Try again in a minute.");
    }
  }

  /// A stored secret is not shown to another place than the one that it was entered for: whoever
  /// chooses the place could read it there.
  private Connector withStoredSecrets(
      Transaction transaction, String installId, Connector connector) {
    Optional<Connector> stored = connectors.find(transaction, installId, connector.name());
    if (stored.isEmpty()
        || connector.secrets().keySet().containsAll(stored.get().secrets().keySet())) {
      return connector;
    }
    boolean samePlace =
        stored.get().type().equals(connector.type())
            && stored.get().config().equals(connector.config());
    if (!samePlace) {
      FieldErrors errors = new FieldErrors();
      stored.get().secrets().keySet().stream()
          .filter(field -> !connector.secrets().containsKey(field))
          .forEach(
              field ->
                  errors.add(
                      "secrets." + field,
                      "Enter it again to try other settings: the stored one is only shown to the"
                          + " place that it was entered for."));
      errors.throwIfAny();
    }
    Map<String, SealedSecret> secrets = new TreeMap<>(stored.get().secrets());
    secrets.putAll(connector.secrets());
    return new Connector(connector.name(), connector.type(), connector.config(), secrets);
  }

  ConnectionTest get(Principal principal, String installId, String id) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Asked asked =
              transaction
                  .find(
                      "select * from connection_tests where install_id = ? and id = ?",
                      row ->
                          new Asked(
                              row.constant("role", ConnectorRole.class), row.instant("created_at")),
                      installId,
                      id)
                  .orElseThrow(() -> ProblemException.notFound("connection test", id));
          return result(installId, id)
              .map(
                  result ->
                      new ConnectionTest(
                          id,
                          State.DONE,
                          Findings.steps(asked.role(), result.findings()),
                          Findings.of(result.findings()),
                          result.tables()))
              .orElseGet(
                  () ->
                      new ConnectionTest(
                          id,
                          asked
                                  .createdAt()
                                  .plus(DesiredStates.CONNECTION_TEST_LIFE)
                                  .isBefore(Instant.now())
                              ? State.EXPIRED
                              : State.WAITING,
                          Findings.unknownSteps(asked.role()),
                          List.of(),
                          List.of()));
        });
  }

  private Optional<ConnectionTestResult> result(String installId, String id) {
    return runners
        .observed(installId)
        .flatMap(
            seen ->
                seen.connectionTests().stream().filter(each -> each.id().equals(id)).findFirst());
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain data", e);
    }
  }
}
