package io.millrace.controlplane.connectiontest;

import io.millrace.controlplane.catalogue.ConnectorCatalogue;
import io.millrace.controlplane.catalogue.ConnectorType;
import io.millrace.controlplane.catalogue.ConnectorType.Field;
import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.connector.ConnectorService;
import io.millrace.controlplane.connector.SealedSecrets;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates.ConnectionTestWish;
import io.millrace.controlplane.desiredstate.ErrandKind;
import io.millrace.controlplane.errand.ErrandState;
import io.millrace.controlplane.errand.Errands;
import io.millrace.controlplane.errand.Errands.Errand;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Connection tests of installs.
@ApplicationScoped
class ConnectionTestService {

  private final Database database;
  private final ConnectorService connectors;
  private final SealedSecrets sealedSecrets;
  private final Errands errands;
  private final ConnectorCatalogue catalogue;
  private final Runners runners;

  ConnectionTestService(
      Database database,
      ConnectorService connectors,
      SealedSecrets sealedSecrets,
      Errands errands,
      ConnectorCatalogue catalogue,
      Runners runners) {
    this.database = database;
    this.connectors = connectors;
    this.sealedSecrets = sealedSecrets;
    this.errands = errands;
    this.catalogue = catalogue;
    this.runners = runners;
  }

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
          Connector whole = withStoredSecrets(transaction, installId, connector);
          String id =
              errands.begin(
                  transaction,
                  principal,
                  installId,
                  ErrandKind.CONNECTION_TEST,
                  new ConnectionTestWish(
                      role,
                      new DesiredState.Connector(
                          whole.name(), whole.type(), whole.config(), whole.secrets()),
                      tables),
                  "connection.test",
                  connector.name());
          return new ConnectionTest(
              id, ErrandState.WAITING, Findings.unknownSteps(role), List.of(), List.of());
        });
  }

  /// A stored secret is sent to no other place than the one that it was entered for: whoever
  /// chooses the place could read it there.
  private Connector withStoredSecrets(
      Transaction transaction, String installId, Connector connector) {
    Optional<Connector> stored = connectors.find(transaction, installId, connector.name());
    Map<String, SealedSecret> secrets = new TreeMap<>();
    stored.ifPresent(each -> secrets.putAll(each.secrets()));
    secrets.putAll(connector.secrets());
    Connector whole =
        new Connector(connector.name(), connector.type(), connector.config(), secrets);
    FieldErrors errors = new FieldErrors();
    sealedSecrets.check(transaction, installId, whole, stored, errors);
    errors.throwIfAny();
    return whole;
  }

  ConnectionTest get(Principal principal, String installId, String id) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Errand<ConnectionTestWish> asked =
              errands
                  .find(
                      transaction,
                      installId,
                      ErrandKind.CONNECTION_TEST,
                      id,
                      ConnectionTestWish.class)
                  .orElseThrow(() -> ProblemException.notFound("connection test", id));
          ConnectorRole role = asked.wish().role();
          return result(installId, id)
              .map(
                  result ->
                      new ConnectionTest(
                          id,
                          ErrandState.DONE,
                          Findings.steps(role, result.findings()),
                          Findings.of(result.findings(), fields(asked.wish().connector().type())),
                          result.tables()))
              .orElseGet(
                  () ->
                      new ConnectionTest(
                          id,
                          asked.unanswered(),
                          Findings.unknownSteps(role),
                          List.of(),
                          List.of()));
        });
  }

  private List<Field> fields(String type) {
    return catalogue.type(type).map(ConnectorType::fields).orElse(List.of());
  }

  private Optional<ConnectionTestResult> result(String installId, String id) {
    return runners
        .observed(installId)
        .flatMap(
            seen ->
                seen.connectionTests().stream().filter(each -> each.id().equals(id)).findFirst());
  }
}
