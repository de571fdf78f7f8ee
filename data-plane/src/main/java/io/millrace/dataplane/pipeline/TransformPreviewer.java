package io.millrace.dataplane.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.dataplane.Platform;
import io.millrace.dataplane.Platform.ToolFailedException;
import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.errand.Errands;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.dataplane.inspection.Probe;
import io.millrace.dataplane.pipeline.JobVersion.Described;
import io.millrace.dataplane.transform.Transform;
import io.millrace.dataplane.transform.Transform.Input;
import io.millrace.dataplane.transform.Transform.Output;
import io.millrace.dataplane.transform.TransformSample;
import io.millrace.dataplane.transform.TransformTests;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.Pipeline;
import io.millrace.runner.protocol.DesiredState.Table;
import io.millrace.runner.protocol.DesiredState.TransformPreview;
import io.millrace.runner.protocol.ObservedState.PreviewColumn;
import io.millrace.runner.protocol.ObservedState.TransformPreviewResult;
import io.millrace.runner.protocol.ObservedState.TransformTestOutcome;
import io.millrace.runner.protocol.Problem;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Previews transforms: what they result in, whether they pass their tests, and what they make of
/// the first changes in their topics. Nothing that runs is touched.
public final class TransformPreviewer implements AutoCloseable {

  private static final String PREVIEWS = "millrace-previews";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Platform platform;
  private final PreviewRows rows;
  private final HttpClient http = JsonHttp.newClient();
  private final Errands<TransformPreview, TransformPreviewResult> errands;

  /// @param rows where a sample's rows are kept, for people inside the install
  /// @param wake called, from any thread, when a preview has ended
  public TransformPreviewer(Platform platform, PreviewRows rows, Runnable wake) {
    this.platform = platform;
    this.rows = rows;
    errands = new Errands<>("transform-previews", TransformPreview::id, wake);
  }

  /// What there is for a transform to refer to.
  public record Around(
      List<Connector> connectors, OpenedSecrets secrets, List<Pipeline> pipelines) {}

  public List<TransformPreviewResult> run(List<TransformPreview> previews, Around around) {
    return errands.run(
        previews,
        preview -> attempt(preview, around),
        failed ->
            result(
                failed.wished(),
                failed.cause() instanceof Trouble.Found found
                    ? found.trouble()
                    : new Trouble(String.valueOf(failed.cause().getMessage()), "", true)));
  }

  private TransformPreviewResult attempt(TransformPreview preview, Around around)
      throws InterruptedException {
    Services services = Services.at(platform.endpoints(), http);
    Transform transform = transform(preview, around, services);
    Described described = JobVersion.describedNow(transform, services.gateway());
    List<PreviewColumn> columns =
        described.outputs().stream()
            .map(output -> new PreviewColumn(output.name(), output.type()))
            .toList();
    List<TransformTestOutcome> tests =
        TransformTests.run(services.gateway(), transform, preview.table().tests());
    if (preview.sampleRows() == 0 || !carried(preview, transform, around)) {
      return new TransformPreviewResult(
          preview.id(), Optional.empty(), columns, tests, Optional.empty());
    }
    try {
      TransformSample sample = sample(preview, services, transform, described.outputs());
      return new TransformPreviewResult(
          preview.id(), Optional.empty(), columns, tests, Optional.of(sample.counts()));
    } catch (ServiceException e) {
      Problem problem = problem(preview, unsampled(transform, e));
      return new TransformPreviewResult(
          preview.id(), Optional.of(problem), columns, tests, Optional.empty());
    }
  }

  private static Trouble unsampled(Transform transform, ServiceException e) {
    return switch (e.kind()) {
      case UNREACHABLE, BUSY -> Trouble.of(e);
      case NOT_FOUND, REFUSED ->
          FailureReason.ofJob(transform.subject(), String.valueOf(e.getMessage()));
    };
  }

  private TransformSample sample(
      TransformPreview preview, Services services, Transform transform, List<Output> outputs)
      throws InterruptedException {
    Checkpoints checkpoints = services.checkpoints();
    TransformSample sample;
    try {
      sample =
          TransformSample.take(
              services.gateway(),
              transform,
              outputs,
              preview.sampleRows(),
              checkpoints.folder(PREVIEWS, preview.id()));
    } finally {
      checkpoints.forget(PREVIEWS, preview.id());
    }
    ArrayNode kept = JsonHttp.JSON.createArrayNode();
    sample
        .rows()
        .forEach(
            row -> {
              ObjectNode one = kept.addObject();
              row.forEach((column, text) -> one.put(column, text.orElse(null)));
            });
    rows.keep(preview.id(), kept.toString());
    return sample;
  }

  /// Whether the pipeline carries all that the transform reads, so that there are topics.
  private static boolean carried(TransformPreview preview, Transform transform, Around around) {
    List<String> carried =
        around.pipelines().stream()
            .filter(pipeline -> pipeline.name().equals(preview.pipeline()))
            .flatMap(pipeline -> pipeline.tables().stream())
            .map(Table::source)
            .toList();
    return transform.inputs().stream()
        .allMatch(input -> carried.contains(input.table().qualified()));
  }

  private Transform transform(TransformPreview preview, Around around, Services services)
      throws InterruptedException {
    TableName own = table(preview.table().source());
    String select = preview.table().transform().orElse("");
    List<TableName> others = new ArrayList<>();
    preview.inputs().forEach(each -> others.add(table(each)));
    List<TableName> read =
        Stream.concat(Stream.of(own), Transform.named(select, own, others).stream()).toList();
    Map<TableName, List<Column>> columns = columns(preview, around, read);
    PipelineNames names = new PipelineNames("", preview.pipeline());
    List<Input> inputs =
        read.stream()
            .map(each -> new Input(each, columns.getOrDefault(each, List.of()), names.topic(each)))
            .toList();
    return new Transform(inputs, select, names.transformedTopic(own), Inspector.kafka(services));
  }

  private static TableName table(String name) {
    return TableName.parse(name)
        .orElseThrow(
            () ->
                new Trouble.Found(
                    new Trouble(
                        "The table \"" + name + "\" cannot be used.",
                        "Write it as schema.table, of letters, digits, _ and -.",
                        false)));
  }

  private Map<TableName, List<Column>> columns(
      TransformPreview preview, Around around, List<TableName> tables) throws InterruptedException {
    Wish.Side<Endpoint.Source> source =
        Wish.source(preview.source(), around.connectors(), around.secrets());
    InspectionRequest request =
        new InspectionRequest(
            Optional.of(InspectionRequest.toBeTried(source.endpoint(), source.password(), tables)),
            Optional.empty());
    try {
      InspectionResult found = Probe.look(platform, request, LIMIT);
      if (!found.problems().isEmpty()) {
        throw new Trouble.Found(Inspector.trouble(found.problems().getFirst()));
      }
      return found.sourceTables();
    } catch (ToolFailedException e) {
      throw new Trouble.Found(
          new Trouble("The source could not be looked at: " + e.getMessage(), "", true));
    }
  }

  private static TransformPreviewResult result(TransformPreview preview, Trouble trouble) {
    return new TransformPreviewResult(
        preview.id(),
        Optional.of(problem(preview, trouble)),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Problem problem(TransformPreview preview, Trouble trouble) {
    return new Problem(
        "transform-preview",
        "The transform of " + preview.table().source() + " cannot be previewed.",
        trouble.reason(),
        trouble.nextStep(),
        Instant.now());
  }

  @Override
  public void close() {
    errands.close();
    http.shutdownNow();
  }
}
