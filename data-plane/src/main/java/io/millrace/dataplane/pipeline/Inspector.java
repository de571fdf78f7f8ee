package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.Platform.ToolFailedException;
import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.IcebergEndpoint;
import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Source;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.dataplane.inspection.Probe;
import io.millrace.dataplane.pipeline.Wish.Route;
import io.millrace.dataplane.registry.RegistryClient;
import io.millrace.dataplane.transform.IcebergDelivery;
import io.millrace.dataplane.transform.Transform;
import io.millrace.dataplane.transform.Transform.Input;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Runs the probe for one wish.
final class Inspector {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(3);

  /// Findings that may pass by themselves.
  private static final Set<String> PASSING =
      Set.of("refused", "unreachable", "host-unknown", "starting", "too-many-connections");

  private final Platform platform;
  private final PipelineNames names;
  private final Wish wish;

  Inspector(Platform platform, PipelineNames names, Wish wish) {
    this.platform = platform;
    this.names = names;
    this.wish = wish;
  }

  /// Looks at both sides, and makes the tables of rows that pass through as they are; for others it
  /// takes more than the source's columns.
  InspectionResult first() throws InterruptedException {
    Source source =
        new Source(
            wish.source().endpoint(),
            wish.source().password(),
            names.slot(1),
            wish.tables(),
            false);
    return run(
        switch (wish.destination().endpoint()) {
          case Endpoint.Database _ ->
              new InspectionRequest(Optional.of(source), destination(firstTargets()));
          case Endpoint.Lake _ -> new InspectionRequest(Optional.of(source), Optional.empty());
          case StoreEndpoint store ->
              InspectionRequest.withStore(source, store, wish.destination().secrets());
        });
  }

  private List<Target> firstTargets() {
    return wish.routes().stream()
        .map(
            route ->
                route.transform().isPresent() || wish.deletes() == Deletes.SOFT
                    ? (Target) new Target.Look(route.table())
                    : new Target.Same(route.table(), route.source()))
        .toList();
  }

  /// As [#first], a while later: somebody or something may be changing the tables right now.
  InspectionResult again() throws InterruptedException {
    Thread.sleep(PAUSE);
    return first();
  }

  InspectionResult targets(List<Target> targets) throws InterruptedException {
    return run(new InspectionRequest(Optional.empty(), destination(targets)));
  }

  InspectionResult targetsLater(List<Target> targets) throws InterruptedException {
    Thread.sleep(PAUSE);
    return targets(targets);
  }

  /// How a table's rows get into a lake.
  IcebergDelivery delivery(
      Route route, IcebergEndpoint lake, String topic, List<Column> rows, Services services) {
    return new IcebergDelivery(
        new Transform(
            List.of(new Input(route.source(), rows, topic)),
            "SELECT * FROM " + '`' + route.source().table() + '`',
            "",
            kafka(services)),
        lake,
        wish.destination().password(),
        route.table(),
        wish.schemaChanges() == SchemaChanges.FOLLOW);
  }

  static Transform.Kafka kafka(Services services) {
    return new Transform.Kafka(
        services.endpoints().kafka(), RegistryClient.confluent(services.endpoints().registry()));
  }

  /// A lake is looked at by the engine that writes it.
  private Optional<Destination> destination(List<Target> targets) {
    return switch (wish.destination().endpoint()) {
      case Endpoint.Database database ->
          Optional.of(
              new Destination(
                  database,
                  wish.destination().password(),
                  targets,
                  wish.schemaChanges() == SchemaChanges.FOLLOW));
      case Endpoint.Lake _, Endpoint.Store _ -> Optional.empty();
    };
  }

  private InspectionResult run(InspectionRequest request) throws InterruptedException {
    InspectionResult result;
    try {
      result = Probe.look(platform, request, LIMIT);
    } catch (ToolFailedException e) {
      throw new Trouble.Found(
          new Trouble(
              "Source and destination could not be looked at: " + e.getMessage(), "", true));
    }
    if (!result.problems().isEmpty()) {
      throw new Trouble.Found(trouble(result.problems().getFirst()));
    }
    return result;
  }

  static Trouble trouble(Problem problem) {
    String kind = problem.code().replaceFirst("^(source|destination)-", "");
    return new Trouble(
        problem.what() + " " + problem.why(), problem.nextStep(), PASSING.contains(kind));
  }

  /// @param columns of the source's tables
  Transform transform(Route route, Map<TableName, List<Column>> columns, Services services) {
    String select = route.transform().orElse("");
    List<Input> inputs =
        Stream.concat(
                Stream.of(route.source()),
                Transform.named(select, route.source(), wish.tables()).stream())
            .map(
                table ->
                    new Input(table, columns.getOrDefault(table, List.of()), names.topic(table)))
            .toList();
    return new Transform(inputs, select, names.transformedTopic(route.source()), kafka(services));
  }
}
