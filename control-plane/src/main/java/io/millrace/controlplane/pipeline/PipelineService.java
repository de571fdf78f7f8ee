package io.millrace.controlplane.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.desiredstate.DesiredStates.TableWish;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.controlplane.install.InstallService;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// The pipelines of installs.
@ApplicationScoped
public class PipelineService {

  private final Database database;
  private final AuditLog audit;
  private final DesiredStates desiredStates;
  private final ObjectMapper json;

  PipelineService(
      Database database, AuditLog audit, DesiredStates desiredStates, ObjectMapper json) {
    this.database = database;
    this.audit = audit;
    this.desiredStates = desiredStates;
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

  Pipeline get(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          return get(transaction, installId, name);
        });
  }

  Pipeline put(Principal principal, String installId, Pipeline pipeline) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          checkConnectors(transaction, installId, pipeline);
          Optional<Pipeline> before = find(transaction, installId, pipeline.name());
          Pipeline stored = pipeline.restarted(before.map(Pipeline::restarts).orElse(0));
          transaction.update(
              """
              insert into pipelines (install_id, organization_id, name, source, destination, tables,
                run_state, schema_changes, deletes, tags, restarts)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              on conflict (install_id, name) do update set
                source = excluded.source, destination = excluded.destination,
                tables = excluded.tables, run_state = excluded.run_state,
                schema_changes = excluded.schema_changes, deletes = excluded.deletes,
                tags = excluded.tags, restarts = excluded.restarts, changed_at = now()
              """,
              installId,
              principal.organizationId(),
              stored.name(),
              stored.source(),
              stored.destination(),
              write(stored.tables()),
              stored.runState(),
              stored.schemaChanges(),
              stored.deletes(),
              write(stored.tags()),
              stored.restarts());
          published(transaction, principal, installId, "pipeline.put", before, stored);
          return stored;
        });
  }

  Pipeline restart(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Pipeline before = get(transaction, installId, name);
          Pipeline after = before.restarted(before.restarts() + 1);
          transaction.update(
              "update pipelines set restarts = ? where install_id = ? and name = ?",
              after.restarts(),
              installId,
              name);
          published(
              transaction, principal, installId, "pipeline.restart", Optional.of(before), after);
          return after;
        });
  }

  Pipeline changeRunState(Principal principal, String installId, String name, RunState runState) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Pipeline before = get(transaction, installId, name);
          Pipeline after = before.with(runState);
          transaction.update(
              """
              update pipelines set run_state = ?, changed_at = now()
              where install_id = ? and name = ?
              """,
              runState,
              installId,
              name);
          published(
              transaction,
              principal,
              installId,
              switch (runState) {
                case RUNNING -> "pipeline.resume";
                case PAUSED -> "pipeline.pause";
                case STOPPED -> "pipeline.stop";
              },
              Optional.of(before),
              after);
          return after;
        });
  }

  void delete(Principal principal, String installId, String name) {
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Pipeline before = get(transaction, installId, name);
          transaction.update(
              "delete from pipelines where install_id = ? and name = ?", installId, name);
          desiredStates.publish(transaction, principal.organizationId(), installId);
          audit.record(
              transaction, principal, "pipeline.delete", installId + "/" + name, before, null);
          return true;
        });
  }

  private void published(
      Transaction transaction,
      Principal principal,
      String installId,
      String action,
      Optional<Pipeline> before,
      Pipeline after) {
    desiredStates.publish(transaction, principal.organizationId(), installId);
    audit.record(
        transaction, principal, action, installId + "/" + after.name(), before.orElse(null), after);
  }

  private static void checkConnectors(
      Transaction transaction, String installId, Pipeline pipeline) {
    List<String> known =
        transaction.list(
            "select name from connectors where install_id = ?", row -> row.text("name"), installId);
    FieldErrors errors = new FieldErrors();
    if (!known.contains(pipeline.source())) {
      errors.add("source", Suggestion.unknown("connector", pipeline.source(), known));
    }
    if (!known.contains(pipeline.destination())) {
      errors.add("destination", Suggestion.unknown("connector", pipeline.destination(), known));
    }
    errors.throwIfAny();
  }

  private Pipeline get(Transaction transaction, String installId, String name) {
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
