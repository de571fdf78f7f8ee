package io.millrace.controlplane.transformpreview;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates.TransformPreviewWish;
import io.millrace.controlplane.desiredstate.ErrandKind;
import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.errand.ErrandState;
import io.millrace.controlplane.errand.Errands;
import io.millrace.controlplane.errand.Errands.Errand;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.pipeline.Pipeline;
import io.millrace.controlplane.pipeline.PipelineService;
import io.millrace.controlplane.runner.Runners;
import io.millrace.controlplane.transformpreview.TransformPreview.TestOutcome;
import io.millrace.controlplane.transformpreview.TransformPreview.Trouble;
import io.millrace.controlplane.transformpreview.TransformPreviewRequest.Checked;
import io.millrace.runner.protocol.ObservedState.TransformPreviewResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Transform previews of installs.
@ApplicationScoped
class TransformPreviewService {

  private final Database database;
  private final PipelineService pipelines;
  private final Errands errands;
  private final Runners runners;

  TransformPreviewService(
      Database database, PipelineService pipelines, Errands errands, Runners runners) {
    this.database = database;
    this.pipelines = pipelines;
    this.errands = errands;
    this.runners = runners;
  }

  TransformPreview begin(Principal principal, String installId, Checked asked) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          TransformPreviewWish wish = whole(transaction, installId, asked);
          String id =
              errands.begin(
                  transaction,
                  principal,
                  installId,
                  ErrandKind.TRANSFORM_PREVIEW,
                  wish,
                  "transform.preview",
                  asked.pipeline());
          return TransformPreview.unknown(id, ErrandState.WAITING);
        });
  }

  /// What was left out is the stored pipeline's.
  private TransformPreviewWish whole(Transaction transaction, String installId, Checked asked) {
    Optional<Pipeline> stored =
        pipelines.list(transaction, installId).stream()
            .filter(each -> each.name().equals(asked.pipeline()))
            .findFirst();
    Optional<TableWish> storedTable =
        stored.stream()
            .flatMap(each -> each.tables().stream())
            .filter(each -> each.source().equals(asked.table().source()))
            .findFirst();
    String source =
        asked.source().isEmpty() ? stored.map(Pipeline::source).orElse("") : asked.source();
    TableWish table =
        asked.table().transform() == null ? storedTable.orElse(asked.table()) : asked.table();
    FieldErrors errors = new FieldErrors();
    List<String> connectors =
        transaction.list(
            "select name from connectors where install_id = ?", row -> row.text("name"), installId);
    if (source.isEmpty()) {
      errors.add("source", "It is missing, and there is no pipeline " + asked.pipeline() + ".");
    } else if (!connectors.contains(source)) {
      errors.add("source", Suggestion.unknown("connector", source, connectors));
    }
    if (table.transform() == null) {
      errors.add("transform", "It is missing, and the pipeline has none for this table.");
    }
    errors.throwIfAny();
    List<String> inputs =
        asked.inputs().isEmpty()
            ? stored.stream()
                .flatMap(each -> each.tables().stream())
                .map(TableWish::source)
                .toList()
            : asked.inputs();
    return new TransformPreviewWish(asked.pipeline(), source, table, inputs, asked.sampleRows());
  }

  TransformPreview get(Principal principal, String installId, String id) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.get(transaction, installId);
          Errand<TransformPreviewWish> asked =
              errands
                  .find(
                      transaction,
                      installId,
                      ErrandKind.TRANSFORM_PREVIEW,
                      id,
                      TransformPreviewWish.class)
                  .orElseThrow(() -> ProblemException.notFound("transform preview", id));
          return runners
              .observed(installId)
              .flatMap(
                  seen ->
                      seen.transformPreviews().stream()
                          .filter(each -> each.id().equals(id))
                          .findFirst())
              .map(TransformPreviewService::done)
              .orElseGet(() -> TransformPreview.unknown(id, asked.unanswered()));
        });
  }

  private static TransformPreview done(TransformPreviewResult result) {
    return new TransformPreview(
        result.id(),
        ErrandState.DONE,
        result
            .problem()
            .map(problem -> new Trouble(problem.what(), problem.why(), problem.nextStep()))
            .orElse(null),
        result.columns(),
        result.tests().stream()
            .map(
                each ->
                    new TestOutcome(
                        each.name(), each.passed(), each.passed() ? null : each.failure()))
            .toList(),
        result.sample().orElse(null));
  }
}
