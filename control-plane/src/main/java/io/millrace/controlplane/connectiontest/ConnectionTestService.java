package io.millrace.controlplane.connectiontest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.connectiontest.ConnectionTest.State;
import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.connector.ConnectorService;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Id;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.SealedSecret;
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

  /// Long enough for a runner that is away for a moment.
  private static final Duration LIFE = Duration.ofMinutes(1);

  private static final int MOST_AT_ONCE = 20;

  private final Database database;
  private final ConnectorService connectors;
  private final DesiredStates desiredStates;
  private final Runners runners;
  private final ObjectMapper json;

  ConnectionTestService(
      Database database,
      ConnectorService connectors,
      DesiredStates desiredStates,
      Runners runners,
      ObjectMapper json) {
    this.database = database;
    this.connectors = connectors;
    this.desiredStates = desiredStates;
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
          InstallService.get(transaction, installId);
          forgetOld(transaction, installId);
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
              write(withStoredSecrets(transaction, installId, connector)),
              write(tables));
          desiredStates.publish(transaction, principal.organizationId(), installId);
          return new ConnectionTest(
              id, State.WAITING, Findings.unknownSteps(role), List.of(), List.of());
        });
  }

  private void forgetOld(Transaction transaction, String installId) {
    transaction.update(
        "delete from connection_tests where install_id = ? and created_at < ?",
        installId,
        Instant.now().minus(LIFE));
    long waiting =
        transaction
            .find(
                "select count(*) as tests from connection_tests where install_id = ?",
                row -> row.number("tests"),
                installId)
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

  private Connector withStoredSecrets(
      Transaction transaction, String installId, Connector connector) {
    Map<String, SealedSecret> secrets = new TreeMap<>();
    connectors
        .find(transaction, installId, connector.name())
        .filter(stored -> stored.type().equals(connector.type()))
        .ifPresent(stored -> secrets.putAll(stored.secrets()));
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
                          asked.createdAt().plus(LIFE).isBefore(Instant.now())
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
