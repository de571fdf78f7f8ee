package io.millrace.controlplane.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.DesiredState.SnapshotCommand;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import io.millrace.runner.protocol.ObservedState.SnapshotState;
import io.millrace.runner.protocol.ObservedState.SnapshotTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Commands to read tables of a pipeline again. They are no settings of it, so they make no
/// revision.
@ApplicationScoped
class SnapshotService {

  private final Database database;
  private final PipelineService pipelines;
  private final AuditLog audit;
  private final DesiredStates desiredStates;
  private final Runners runners;
  private final ObjectMapper json;

  SnapshotService(
      Database database,
      PipelineService pipelines,
      AuditLog audit,
      DesiredStates desiredStates,
      Runners runners,
      ObjectMapper json) {
    this.database = database;
    this.pipelines = pipelines;
    this.audit = audit;
    this.desiredStates = desiredStates;
    this.runners = runners;
    this.json = json;
  }

  /// The newest, if somebody ever asked for one.
  Optional<SnapshotProgress> newest(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          pipelines.get(transaction, installId, name);
          return command(transaction, installId, name).map(each -> seen(installId, name, each));
        });
  }

  /// @param tables empty for all of the pipeline
  SnapshotProgress start(Principal principal, String installId, String name, List<String> tables) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          Pipeline pipeline = pipelines.get(transaction, installId, name);
          List<String> chosen = chosen(pipeline, tables);
          refuseWhereItCannotBe(transaction, installId, pipeline);
          Optional<SnapshotCommand> before = command(transaction, installId, name);
          if (before.isPresent() && goesOn(seen(installId, name, before.get()), before.get())) {
            throw ProblemException.of(
                409,
                "snapshot-goes-on",
                "Tables of the pipeline are being read again",
                "The snapshot of "
                    + before.get().at()
                    + " of the pipeline \""
                    + name
                    + "\" is not through yet.",
                "Wait until it is, or cancel it.");
          }
          Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
          Instant at =
              before.map(SnapshotCommand::at).filter(last -> !last.isBefore(now)).isPresent()
                  ? before.get().at().plusMillis(1)
                  : now;
          SnapshotCommand command = new SnapshotCommand(at, chosen, false);
          write(transaction, principal, installId, name, command, "snapshot.start");
          return seen(installId, name, command);
        });
  }

  /// Gives up the newest where it is. What was read stays read.
  Optional<SnapshotProgress> cancel(Principal principal, String installId, String name) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          pipelines.get(transaction, installId, name);
          Optional<SnapshotCommand> command = command(transaction, installId, name);
          if (command.isPresent() && goesOn(seen(installId, name, command.get()), command.get())) {
            SnapshotCommand cancelled =
                new SnapshotCommand(command.get().at(), command.get().tables(), true);
            write(transaction, principal, installId, name, cancelled, "snapshot.cancel");
          }
          return command.map(each -> seen(installId, name, each));
        });
  }

  private static boolean goesOn(SnapshotProgress progress, SnapshotCommand command) {
    return switch (progress.state()) {
      case WAITING, READING -> !command.cancelled();
      case DONE, CANCELLED -> false;
    };
  }

  private static List<String> chosen(Pipeline pipeline, List<String> tables) {
    List<String> all = pipeline.tables().stream().map(TableWish::source).toList();
    FieldErrors errors = new FieldErrors();
    for (int i = 0; i < tables.size(); i++) {
      if (!all.contains(tables.get(i))) {
        errors.add("tables[" + i + "]", Suggestion.unknown("table", tables.get(i), all));
      }
    }
    errors.throwIfAny();
    return tables.isEmpty() ? all : tables.stream().distinct().toList();
  }

  private static void refuseWhereItCannotBe(
      Transaction transaction, String installId, Pipeline pipeline) {
    String type =
        transaction
            .find(
                "select type from connectors where install_id = ? and name = ?",
                row -> row.text("type"),
                installId,
                pipeline.source())
            .orElse("");
    if (type.equals("mysql")) {
      throw ProblemException.of(
          409,
          "snapshot-not-possible",
          "Tables of MySQL cannot be read again while changes go on",
          "The source \"" + pipeline.source() + "\" is MySQL, which would have to be written to.",
          "Reset the pipeline: its source then reads all tables again.");
    }
  }

  private Optional<SnapshotCommand> command(
      Transaction transaction, String installId, String name) {
    return transaction.find(
        """
        select snapshot_at, snapshot_tables, snapshot_cancelled from pipelines
        where install_id = ? and name = ? and snapshot_at is not null
        """,
        row ->
            new SnapshotCommand(
                row.instant("snapshot_at"),
                read(row.text("snapshot_tables")),
                row.flag("snapshot_cancelled")),
        installId,
        name);
  }

  private void write(
      Transaction transaction,
      Principal principal,
      String installId,
      String name,
      SnapshotCommand command,
      String action) {
    transaction.update(
        """
        update pipelines set snapshot_at = ?, snapshot_tables = ?, snapshot_cancelled = ?
        where install_id = ? and name = ?
        """,
        command.at(),
        written(command.tables()),
        command.cancelled(),
        installId,
        name);
    audit.record(transaction, principal, action, installId + "/" + name, null, command);
    desiredStates.publish(transaction, principal.organizationId(), installId);
  }

  /// What the runner told of this very one, or that it has not told yet.
  private SnapshotProgress seen(String installId, String name, SnapshotCommand command) {
    return runners
        .observed(installId)
        .flatMap(state -> state.pipeline(name))
        .flatMap(PipelineStatus::snapshot)
        .filter(progress -> progress.at().equals(command.at()))
        .orElseGet(
            () ->
                new SnapshotProgress(
                    command.at(),
                    SnapshotState.WAITING,
                    command.tables().stream()
                        .map(table -> new SnapshotTable(table, SnapshotState.WAITING))
                        .toList(),
                    0,
                    OptionalDouble.empty(),
                    0));
  }

  private List<String> read(String text) {
    try {
      return json.readValue(text, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A snapshot in the database cannot be read", e);
    }
  }

  private String written(List<String> tables) {
    try {
      return json.writeValueAsString(tables);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain data", e);
    }
  }
}
