package io.millrace.controlplane.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.catalogue.ConnectorCatalogue;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.revision.Kind;
import io.millrace.controlplane.revision.Precondition;
import io.millrace.controlplane.revision.Revision;
import io.millrace.controlplane.revision.Revisions;
import io.millrace.controlplane.revision.Versioned;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The connectors of installs.
@ApplicationScoped
public class ConnectorService {

  private final Database database;
  private final AuditLog audit;
  private final DesiredStates desiredStates;
  private final Revisions revisions;
  private final ConnectorCatalogue catalogue;
  private final SealedSecrets sealedSecrets;
  private final ObjectMapper json;

  ConnectorService(
      Database database,
      AuditLog audit,
      DesiredStates desiredStates,
      Revisions revisions,
      ConnectorCatalogue catalogue,
      SealedSecrets sealedSecrets,
      ObjectMapper json) {
    this.database = database;
    this.audit = audit;
    this.desiredStates = desiredStates;
    this.revisions = revisions;
    this.catalogue = catalogue;
    this.sealedSecrets = sealedSecrets;
    this.json = json;
  }

  List<Connector> list(Principal principal, String installId) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return list(transaction, installId);
        });
  }

  /// As [#list(Principal, String)], within a transaction of the organization.
  public List<Connector> list(Transaction transaction, String installId) {
    return transaction.list(
        "select * from connectors where install_id = ? order by name", this::read, installId);
  }

  Versioned<Connector> get(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return new Versioned<>(
              get(transaction, installId, name), newest(transaction, installId, name));
        });
  }

  /// A connector of what was given, with an error for each field that is wrong.
  public Connector checked(
      String name,
      @Nullable String type,
      @Nullable Map<String, @Nullable String> config,
      @Nullable Map<String, @Nullable SealedSecret> secrets,
      FieldErrors errors) {
    errors.name("name", name);
    Connector connector =
        new Connector(
            name,
            errors.required("type", type),
            present("config.", config, errors),
            present("secrets.", secrets, errors));
    if (!connector.type().isEmpty()) {
      catalogue.check(connector.type(), connector.config(), connector.secrets(), errors);
    }
    return connector;
  }

  private static <T> Map<String, T> present(
      String prefix, @Nullable Map<String, @Nullable T> given, FieldErrors errors) {
    // In alphabetical order, so that the same connector is the same text.
    Map<String, T> present = new TreeMap<>();
    if (given != null) {
      given.forEach(
          (field, value) -> {
            if (value == null) {
              errors.add(prefix + field, "It is null; leave it out instead.");
            } else {
              present.put(field, value);
            }
          });
    }
    return present;
  }

  Versioned<Connector> put(
      Principal principal, String installId, Connector connector, Precondition precondition) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          return change(
              transaction, principal, installId, connector, precondition, "connector.put");
        });
  }

  Versioned<Connector> rollback(
      Principal principal,
      String installId,
      String name,
      long revision,
      Precondition precondition) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          Connector then =
              revisions.document(
                  transaction, installId, Kind.CONNECTOR, name, revision, Connector.class);
          FieldErrors errors = new FieldErrors();
          catalogue.check(then.type(), then.config(), then.secrets(), errors);
          errors.throwIfAny();
          return change(
              transaction, principal, installId, then, precondition, "connector.rollback");
        });
  }

  private Versioned<Connector> change(
      Transaction transaction,
      Principal principal,
      String installId,
      Connector after,
      Precondition precondition,
      String action) {
    Optional<Connector> before = find(transaction, installId, after.name());
    long newest = newest(transaction, installId, after.name());
    precondition.check(Kind.CONNECTOR, after.name(), before.isPresent(), newest);
    if (before.filter(after::equals).isPresent()) {
      return new Versioned<>(after, newest);
    }
    FieldErrors errors = new FieldErrors();
    sealedSecrets.check(transaction, installId, after, before, errors);
    errors.throwIfAny();
    long revision = store(transaction, principal, installId, before, after, action);
    desiredStates.publish(transaction, principal.organizationId(), installId);
    return new Versioned<>(after, revision);
  }

  void delete(Principal principal, String installId, String name, Precondition precondition) {
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          Connector before = get(transaction, installId, name);
          precondition.check(Kind.CONNECTOR, name, true, newest(transaction, installId, name));
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
          remove(transaction, principal, installId, before);
          desiredStates.publish(transaction, principal.organizationId(), installId);
          return true;
        });
  }

  List<Revision> revisions(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return revisions.list(transaction, installId, Kind.CONNECTOR, name);
        });
  }

  /// Writes a checked connector with its revision and audit entry. The caller holds the install's
  /// lock, and publishes.
  ///
  /// @return the number of the revision
  public long store(
      Transaction transaction,
      Principal principal,
      String installId,
      Optional<Connector> before,
      Connector after,
      String action) {
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
        after.name(),
        after.type(),
        write(after.config()),
        write(after.secrets()));
    String target = installId + "/" + after.name();
    audit.record(transaction, principal, action, target, before.orElse(null), after);
    return revisions.record(
        transaction, principal, installId, Kind.CONNECTOR, after.name(), action, after);
  }

  /// Removes a connector that nothing uses; as [#store] otherwise.
  public void remove(
      Transaction transaction, Principal principal, String installId, Connector before) {
    String action = "connector.delete";
    transaction.update(
        "delete from connectors where install_id = ? and name = ?", installId, before.name());
    audit.record(transaction, principal, action, installId + "/" + before.name(), before, null);
    revisions.record(
        transaction, principal, installId, Kind.CONNECTOR, before.name(), action, null);
  }

  private long newest(Transaction transaction, String installId, String name) {
    return revisions.newest(transaction, installId, Kind.CONNECTOR, name);
  }

  private Connector get(Transaction transaction, String installId, String name) {
    return find(transaction, installId, name)
        .orElseThrow(() -> ProblemException.notFound("connector", name));
  }

  public Optional<Connector> find(Transaction transaction, String installId, String name) {
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
