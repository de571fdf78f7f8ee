package io.millrace.controlplane.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.install.InstallService;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connectors of installs.
@ApplicationScoped
class ConnectorService {

  private final Database database;
  private final AuditLog audit;
  private final DesiredStates desiredStates;
  private final ObjectMapper json;

  ConnectorService(
      Database database, AuditLog audit, DesiredStates desiredStates, ObjectMapper json) {
    this.database = database;
    this.audit = audit;
    this.desiredStates = desiredStates;
    this.json = json;
  }

  List<Connector> list(Principal principal, String installId) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return transaction.list(
              "select * from connectors where install_id = ? order by name", this::read, installId);
        });
  }

  Connector get(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return find(transaction, installId, name)
              .orElseThrow(() -> ProblemException.notFound("connector", name));
        });
  }

  Connector put(Principal principal, String installId, Connector connector) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Optional<Connector> before = find(transaction, installId, connector.name());
          transaction.update(
              """
              insert into connectors (install_id, organization_id, name, type, config, secrets)
              values (?, ?, ?, ?, ?, ?)
              on conflict (install_id, name) do update set
                type = excluded.type, config = excluded.config, secrets = excluded.secrets,
                changed_at = now()
              """,
              installId,
              principal.organizationId(),
              connector.name(),
              connector.type(),
              write(connector.config()),
              write(connector.secrets()));
          desiredStates.publish(transaction, principal.organizationId(), installId);
          audit.record(
              transaction,
              principal,
              "connector.put",
              installId + "/" + connector.name(),
              before.orElse(null),
              connector);
          return connector;
        });
  }

  void delete(Principal principal, String installId, String name) {
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Connector before =
              find(transaction, installId, name)
                  .orElseThrow(() -> ProblemException.notFound("connector", name));
          List<String> users =
              transaction.list(
                  """
                  select name from pipelines where install_id = ? and (source = ? or destination = ?)
                  order by name
                  """,
                  row -> row.text("name"),
                  installId,
                  name,
                  name);
          if (!users.isEmpty()) {
            throw ProblemException.of(
                409,
                "connector-in-use",
                "The connector is in use",
                "\"" + name + "\" is used by the pipelines " + String.join(", ", users) + ".",
                "Delete these pipelines first, or give them another connector.");
          }
          transaction.update(
              "delete from connectors where install_id = ? and name = ?", installId, name);
          desiredStates.publish(transaction, principal.organizationId(), installId);
          audit.record(
              transaction, principal, "connector.delete", installId + "/" + name, before, null);
          return true;
        });
  }

  private Optional<Connector> find(Transaction transaction, String installId, String name) {
    return transaction.find(
        "select * from connectors where install_id = ? and name = ?", this::read, installId, name);
  }

  private Connector read(Row row) {
    try {
      return new Connector(
          row.text("name"),
          row.text("type"),
          json.readValue(row.text("config"), new TypeReference<Map<String, String>>() {}),
          json.readValue(row.text("secrets"), new TypeReference<Map<String, SealedSecret>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A connector in the database cannot be read", e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain data", e);
    }
  }
}
