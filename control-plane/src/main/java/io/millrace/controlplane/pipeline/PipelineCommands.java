package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.install.InstallService;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Commands about what runs of a pipeline, as counts of how often somebody has asked. They are no
/// settings, so they make no revision.
@ApplicationScoped
class PipelineCommands {

  private final Database database;
  private final PipelineService pipelines;
  private final AuditLog audit;
  private final DesiredStates desiredStates;

  PipelineCommands(
      Database database, PipelineService pipelines, AuditLog audit, DesiredStates desiredStates) {
    this.database = database;
    this.pipelines = pipelines;
    this.audit = audit;
    this.desiredStates = desiredStates;
  }

  /// What of a pipeline can be restarted by itself.
  enum Part {
    SOURCE("source_restarts"),
    DESTINATION("destination_restarts"),
    TRANSFORMS("transform_restarts");

    private final String column;

    Part(String column) {
      this.column = column;
    }
  }

  Pipeline restart(Principal principal, String installId, String name, Part part) {
    return change(
        principal,
        installId,
        name,
        part.column + " = " + part.column + " + 1",
        "pipeline.restart-part",
        part);
  }

  /// A source that begins anew reads everything, so what was to be read again is no longer asked
  /// for.
  Pipeline reset(Principal principal, String installId, String name) {
    return change(
        principal,
        installId,
        name,
        "resets = resets + 1, snapshot_at = null, snapshot_tables = null, snapshot_cancelled = false",
        "pipeline.reset",
        null);
  }

  private Pipeline change(
      Principal principal,
      String installId,
      String name,
      String assignments,
      String action,
      @Nullable Object said) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          Pipeline pipeline = pipelines.get(transaction, installId, name);
          transaction.update(
              "update pipelines set " + assignments + " where install_id = ? and name = ?",
              installId,
              name);
          audit.record(transaction, principal, action, installId + "/" + name, null, said);
          desiredStates.publish(transaction, principal.organizationId(), installId);
          return pipeline;
        });
  }
}
