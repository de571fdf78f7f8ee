package io.millrace.controlplane.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.revision.Kind;
import io.millrace.controlplane.revision.Precondition;
import io.millrace.controlplane.revision.Revision;
import io.millrace.controlplane.revision.Revisions;
import io.millrace.controlplane.revision.Versioned;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The pipelines of installs.
@ApplicationScoped
public class PipelineService {

  private final Database database;
  private final AuditLog audit;
  private final DesiredStates desiredStates;
  private final Revisions revisions;
  private final Ends ends;
  private final ObjectMapper json;

  PipelineService(
      Database database,
      AuditLog audit,
      DesiredStates desiredStates,
      Revisions revisions,
      Ends ends,
      ObjectMapper json) {
    this.database = database;
    this.audit = audit;
    this.desiredStates = desiredStates;
    this.revisions = revisions;
    this.ends = ends;
    this.json = json;
  }

  public List<Pipeline> list(Principal principal, String installId) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return list(transaction, installId);
        });
  }

  /// As [#list(Principal, String)], within a transaction of the organization.
  public List<Pipeline> list(Transaction transaction, String installId) {
    return transaction.list(
        "select * from pipelines where install_id = ? order by name", this::read, installId);
  }

  Versioned<Pipeline> get(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return new Versioned<>(
              get(transaction, installId, name), newest(transaction, installId, name));
        });
  }

  Versioned<Pipeline> put(
      Principal principal, String installId, Pipeline pipeline, Precondition precondition) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          return change(transaction, principal, installId, pipeline, precondition, "pipeline.put");
        });
  }

  Versioned<Pipeline> rollback(
      Principal principal,
      String installId,
      String name,
      long revision,
      Precondition precondition) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          Pipeline then =
              revisions.document(
                  transaction, installId, Kind.PIPELINE, name, revision, Pipeline.class);
          return change(transaction, principal, installId, then, precondition, "pipeline.rollback");
        });
  }

  /// To settings that somebody gave; how often it was restarted stays.
  private Versioned<Pipeline> change(
      Transaction transaction,
      Principal principal,
      String installId,
      Pipeline settings,
      Precondition precondition,
      String action) {
    Optional<Pipeline> before = find(transaction, installId, settings.name());
    precondition.check(
        Kind.PIPELINE,
        settings.name(),
        before.isPresent(),
        newest(transaction, installId, settings.name()));
    checkEnds(transaction, installId, settings);
    Pipeline after = before.map(each -> settings.restarted(each.restarts())).orElse(settings);
    return written(transaction, principal, installId, before, after, action);
  }

  Versioned<Pipeline> restart(
      Principal principal, String installId, String name, Precondition precondition) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          Pipeline before = locked(transaction, installId, name, precondition);
          Pipeline after = before.restarted(before.restarts() + 1);
          return written(
              transaction, principal, installId, Optional.of(before), after, "pipeline.restart");
        });
  }

  Versioned<Pipeline> changeRunState(
      Principal principal,
      String installId,
      String name,
      RunState runState,
      Precondition precondition) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          Pipeline before = locked(transaction, installId, name, precondition);
          String action =
              switch (runState) {
                case RUNNING -> "pipeline.resume";
                case PAUSED -> "pipeline.pause";
                case STOPPED -> "pipeline.stop";
              };
          return written(
              transaction,
              principal,
              installId,
              Optional.of(before),
              before.with(runState),
              action);
        });
  }

  void delete(Principal principal, String installId, String name, Precondition precondition) {
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          Pipeline before = locked(transaction, installId, name, precondition);
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
          return revisions.list(transaction, installId, Kind.PIPELINE, name);
        });
  }

  private Pipeline locked(
      Transaction transaction, String installId, String name, Precondition precondition) {
    InstallService.lock(transaction, installId);
    Pipeline before = get(transaction, installId, name);
    precondition.check(Kind.PIPELINE, name, true, newest(transaction, installId, name));
    return before;
  }

  /// Writes and publishes what differs; what does not leaves no trace.
  private Versioned<Pipeline> written(
      Transaction transaction,
      Principal principal,
      String installId,
      Optional<Pipeline> before,
      Pipeline after,
      String action) {
    if (before.filter(after::equals).isPresent()) {
      return new Versioned<>(after, newest(transaction, installId, after.name()));
    }
    long revision = store(transaction, principal, installId, before, after, action);
    desiredStates.publish(transaction, principal.organizationId(), installId);
    return new Versioned<>(after, revision);
  }

  /// Writes a checked pipeline with its revision and audit entry. The caller holds the install's
  /// lock, and publishes.
  ///
  /// @return the number of the revision
  public long store(
      Transaction transaction,
      Principal principal,
      String installId,
      Optional<Pipeline> before,
      Pipeline after,
      String action) {
    transaction.update(
        """
        insert into pipelines (install_id, organization_id, name, source, destination, tables,
          run_state, schema_changes, deletes, transform_changes, bad_rows, initial_snapshot, tags,
          restarts)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (install_id, name) do update set
          source = excluded.source, destination = excluded.destination,
          tables = excluded.tables, run_state = excluded.run_state,
          schema_changes = excluded.schema_changes, deletes = excluded.deletes,
          transform_changes = excluded.transform_changes, bad_rows = excluded.bad_rows,
          initial_snapshot = excluded.initial_snapshot,
          tags = excluded.tags, restarts = excluded.restarts, changed_at = now()
        """,
        installId,
        principal.organizationId(),
        after.name(),
        after.source(),
        after.destination(),
        write(after.tables()),
        after.runState(),
        after.schemaChanges(),
        after.deletes(),
        after.transformChanges(),
        after.badRows(),
        after.initialSnapshot(),
        write(after.tags()),
        after.restarts());
    String target = installId + "/" + after.name();
    audit.record(transaction, principal, action, target, before.orElse(null), after);
    return revisions.record(
        transaction, principal, installId, Kind.PIPELINE, after.name(), action, after);
  }

  /// Removes a pipeline; as [#store] otherwise.
  public void remove(
      Transaction transaction, Principal principal, String installId, Pipeline before) {
    String action = "pipeline.delete";
    transaction.update(
        "delete from pipelines where install_id = ? and name = ?", installId, before.name());
    audit.record(transaction, principal, action, installId + "/" + before.name(), before, null);
    revisions.record(transaction, principal, installId, Kind.PIPELINE, before.name(), action, null);
  }

  private void checkEnds(Transaction transaction, String installId, Pipeline pipeline) {
    FieldErrors errors = new FieldErrors();
    Map<String, String> connectors = new TreeMap<>();
    transaction
        .list(
            "select name, type from connectors where install_id = ?",
            row -> Map.entry(row.text("name"), row.text("type")),
            installId)
        .forEach(each -> connectors.put(each.getKey(), each.getValue()));
    ends.check(pipeline, connectors, errors);
    errors.throwIfAny();
  }

  private long newest(Transaction transaction, String installId, String name) {
    return revisions.newest(transaction, installId, Kind.PIPELINE, name);
  }

  Pipeline get(Transaction transaction, String installId, String name) {
    return find(transaction, installId, name)
        .orElseThrow(() -> ProblemException.notFound("pipeline", name));
  }

  private Optional<Pipeline> find(Transaction transaction, String installId, String name) {
    return transaction.find(
        "select * from pipelines where install_id = ? and name = ?", this::read, installId, name);
  }

  private Pipeline read(Row row) {
    try {
      return new Pipeline(
          row.text("name"),
          row.text("source"),
          row.text("destination"),
          json.readValue(row.text("tables"), new TypeReference<List<TableWish>>() {}),
          row.constant("run_state", RunState.class),
          row.constant("schema_changes", SchemaChanges.class),
          row.constant("deletes", Deletes.class),
          row.constant("transform_changes", TransformChanges.class),
          row.constant("bad_rows", BadRows.class),
          row.constant("initial_snapshot", InitialSnapshot.class),
          json.readValue(row.text("tags"), new TypeReference<List<String>>() {}),
          Math.toIntExact(row.number("restarts")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A pipeline in the database cannot be read", e);
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
