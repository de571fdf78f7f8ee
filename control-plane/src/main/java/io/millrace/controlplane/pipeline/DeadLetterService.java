package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.DesiredState.DeadLetterAction;
import io.millrace.runner.protocol.DesiredState.DeadLetterCommand;
import io.millrace.runner.protocol.ObservedState.DeadLetters;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/// Commands about rows that a destination refused. They are no settings of the pipeline, so they
/// make no revision.
@ApplicationScoped
class DeadLetterService {

  private final Database database;
  private final PipelineService pipelines;
  private final AuditLog audit;
  private final DesiredStates desiredStates;
  private final Runners runners;

  DeadLetterService(
      Database database,
      PipelineService pipelines,
      AuditLog audit,
      DesiredStates desiredStates,
      Runners runners) {
    this.database = database;
    this.pipelines = pipelines;
    this.audit = audit;
    this.desiredStates = desiredStates;
    this.runners = runners;
  }

  /// Asks for what whoever commands could see: what is set aside later is left alone.
  ///
  /// @return the dead letters that it is about; empty when none are known
  Optional<DeadLetters> command(
      Principal principal, String installId, String name, DeadLetterAction action) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          pipelines.get(transaction, installId, name);
          Optional<DeadLetters> seen = seen(installId, name);
          if (seen.isEmpty()) {
            return seen;
          }
          DeadLetterCommand command = new DeadLetterCommand(action, seen.get().newestAt());
          int changed =
              transaction.update(
                  """
                  update pipelines set dead_letters_action = ?, dead_letters_until = ?
                  where install_id = ? and name = ?
                    and (dead_letters_action, dead_letters_until) is distinct from (?, ?)
                  """,
                  command.action(),
                  command.until(),
                  installId,
                  name,
                  command.action(),
                  command.until());
          if (changed > 0) {
            audit.record(
                transaction,
                principal,
                "dead-letters." + action.name().toLowerCase(Locale.ROOT),
                installId + "/" + name,
                null,
                command);
            desiredStates.publish(transaction, principal.organizationId(), installId);
          }
          return seen;
        });
  }

  private Optional<DeadLetters> seen(String installId, String name) {
    return runners
        .observed(installId)
        .flatMap(state -> state.pipeline(name))
        .flatMap(PipelineStatus::deadLetters);
  }
}
