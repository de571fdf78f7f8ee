package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.PostgresDestination;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.PostgresSource;
import io.millrace.dataplane.catalogue.TableFit;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.flink.FlinkClient.SourceFigures;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.dataplane.pipeline.PartState.Failing;
import io.millrace.dataplane.pipeline.PartState.Pending;
import io.millrace.dataplane.pipeline.Wish.Route;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// One version of one pipeline's wish on its way to being so. Another wish gets another supervisor;
/// all that must outlive it is in Connect and Flink.
final class PipelineSupervisor {

  private final PipelineNames names;
  private final Wish wish;
  private final Platform platform;
  private final Executor executor;
  private final Runnable wake;
  private final Inspector inspector;
  private final Attempt<InspectionResult> inspection;
  private final Attempt<InspectionResult> targets;
  private final Attempt<Map<String, String>> sourceSecrets;
  private final Attempt<Map<String, String>> destinationSecrets;
  private final Map<String, ConnectorPart> sources = new HashMap<>();
  private final ConnectorPart destination;
  private final Map<TableName, TransformPart> transforms = new LinkedHashMap<>();

  PipelineSupervisor(
      PipelineNames names, Wish wish, Platform platform, Executor executor, Runnable wake) {
    this.names = names;
    this.wish = wish;
    this.platform = platform;
    this.executor = executor;
    this.wake = wake;
    inspector = new Inspector(platform, names, wish);
    inspection = new Attempt<>(executor, wake);
    targets = new Attempt<>(executor, wake);
    sourceSecrets = new Attempt<>(executor, wake);
    destinationSecrets = new Attempt<>(executor, wake);
    destination =
        new ConnectorPart(
            names.destination(),
            "The destination " + wish.destination().endpoint().address(),
            executor,
            wake);
  }

  /// @param runState as wished now; not a part of the wish's digest
  List<PartState> tick(Sight sight, Services services, RunState runState) {
    List<PartState> states = new ArrayList<>();
    if (sight.connectors().isEmpty()) {
      if (inspect(sight, states)) {
        transforms(services).forEach(part -> part.resume(sight, services));
      }
      states.add(
          new Failing(
              new Trouble("Kafka Connect does not answer; changes wait in the source.", "", true)));
      return states;
    }
    Optional<String> sourcePassword = password(sight, wish.source(), sourceSecrets, states);
    Optional<String> sinkPassword = password(sight, wish.destination(), destinationSecrets, states);
    boolean inspected = inspect(sight, states);
    boolean built = built(sight);
    if ((inspected || built) && sourcePassword.isPresent()) {
      tickSources(sight, services, sourcePassword.get(), inspected, runState, states);
    }
    if (inspected) {
      tickTransforms(sight, services, states);
    }
    boolean fits = inspected && targetsFit(sight, states);
    if ((fits || built) && sinkPassword.isPresent()) {
      states.add(
          destination.tick(
              sight,
              services.connect(),
              destinationConfig(sinkPassword.get()),
              fits,
              runState,
              () -> ensureTopics(services)));
    }
    return states;
  }

  /// Whether the pipeline was there before this runner looked at its databases.
  private boolean built(Sight sight) {
    return sight.connector(names.source(1)).isPresent()
        && sight.connector(names.destination()).isPresent();
  }

  /// The expression that Connect resolves to the password.
  private Optional<String> password(
      Sight sight, Wish.Side side, Attempt<Map<String, String>> secrets, List<PartState> states) {
    if (secrets.value().isEmpty()) {
      secrets.start(sight.seenAt(), () -> platform.keepSecrets(side.connector(), side.secrets()));
      secrets.trouble().ifPresent(trouble -> states.add(new Failing(trouble)));
    }
    return secrets
        .value()
        .map(expressions -> expressions.getOrDefault(PostgresEndpoint.PASSWORD, ""));
  }

  private boolean inspect(Sight sight, List<PartState> states) {
    if (inspection.value().isPresent()) {
      return true;
    }
    inspection.start(sight.seenAt(), inspector::first);
    Optional<Trouble> trouble = inspection.trouble();
    trouble.ifPresent(found -> states.add(new Failing(found)));
    if (trouble.isEmpty() && !built(sight)) {
      states.add(new Pending("Source and destination are being looked at."));
    }
    return false;
  }

  private void tickSources(
      Sight sight,
      Services services,
      String password,
      boolean checked,
      RunState runState,
      List<PartState> states) {
    SourceShares shares = SourceShares.of(names, wish.tables(), sight);
    shares
        .tables()
        .forEach(
            (number, tables) -> {
              String name = names.source(number);
              ConnectorPart part =
                  sources.computeIfAbsent(
                      name,
                      _ ->
                          new ConnectorPart(
                              name,
                              "The source " + wish.source().endpoint().address(),
                              executor,
                              wake));
              Map<String, String> config =
                  PostgresSource.config(
                      wish.source().endpoint(),
                      password,
                      names.pipeline(),
                      names.slot(number),
                      tables);
              states.add(
                  part.tick(
                      sight,
                      services.connect(),
                      config,
                      checked,
                      runState,
                      () -> ensureTopics(services)));
            });
  }

  private void tickTransforms(Sight sight, Services services, List<PartState> states) {
    for (TransformPart part : transforms(services)) {
      states.add(part.tick(sight, services, () -> ensureTopics(services)));
    }
  }

  /// Known once the tables' columns are.
  private List<TransformPart> transforms(Services services) {
    List<TransformPart> parts = new ArrayList<>();
    for (Route route : wish.routes()) {
      if (route.transform().isPresent()) {
        parts.add(
            transforms.computeIfAbsent(
                route.source(),
                table ->
                    new TransformPart(
                        names.job(table),
                        inspector.transform(route, columns(table), services),
                        executor,
                        wake)));
      }
    }
    return parts;
  }

  private List<Column> columns(TableName table) {
    return inspection
        .value()
        .map(result -> result.sourceTables().getOrDefault(table, List.of()))
        .orElse(List.of());
  }

  /// Whether every destination table is there and takes the rows; makes the missing ones of
  /// transformed tables.
  private boolean targetsFit(Sight sight, List<PartState> states) {
    Map<TableName, List<Column>> found = new HashMap<>();
    inspection.value().ifPresent(result -> found.putAll(result.destinationTables()));
    targets.value().ifPresent(result -> found.putAll(result.destinationTables()));
    List<Target> missing = new ArrayList<>();
    for (Route route : wish.routes()) {
      Optional<List<Column>> rows = rows(route);
      if (rows.isEmpty()) {
        return false;
      }
      List<Column> target = found.get(route.destination());
      if (target == null) {
        missing.add(new Target.Columns(route.destination(), rows.get()));
        continue;
      }
      Optional<TableFit.Misfit> misfit = TableFit.of(route.destination(), rows.get(), target);
      if (misfit.isPresent()) {
        states.add(new Failing(misfit(misfit.get())));
        lookAgain(sight);
        return false;
      }
    }
    if (missing.isEmpty()) {
      return true;
    }
    targets.start(sight.seenAt(), () -> inspector.targets(missing));
    states.add(
        targets
            .trouble()
            .<PartState>map(Failing::new)
            .orElseGet(() -> new Pending("The destination's tables are being made.")));
    return false;
  }

  private Trouble misfit(TableFit.Misfit misfit) {
    return new Trouble(
        "The destination "
            + wish.destination().endpoint().address()
            + " cannot take the rows. "
            + misfit.why()
            + ".",
        misfit.nextStep(),
        false);
  }

  /// Somebody may be mending the table right now.
  private void lookAgain(Sight sight) {
    List<Target> all =
        wish.routes().stream().<Target>map(route -> new Target.Look(route.destination())).toList();
    targets.start(sight.seenAt(), () -> inspector.targetsLater(all));
  }

  private Optional<List<Column>> rows(Route route) {
    if (route.transform().isEmpty()) {
      return Optional.of(columns(route.source()));
    }
    TransformPart part = transforms.get(route.source());
    return part == null ? Optional.empty() : part.described().map(TransformPart.Described::columns);
  }

  private Map<String, String> destinationConfig(String password) {
    Map<String, TableName> tables = new HashMap<>();
    for (Route route : wish.routes()) {
      tables.put(lastTopic(route), route.destination());
    }
    return PostgresDestination.config(wish.destination().endpoint(), password, tables);
  }

  private String lastTopic(Route route) {
    return route.transform().isPresent()
        ? names.transformedTopic(route.source())
        : names.topic(route.source());
  }

  private void ensureTopics(Services services) {
    Map<String, Map<String, String>> topics = new HashMap<>();
    for (Route route : wish.routes()) {
      topics.put(names.topic(route.source()), PipelineTopics.SETTINGS);
      topics.put(lastTopic(route), PipelineTopics.SETTINGS);
    }
    services.connect().ensureTopics(topics);
  }

  Optional<PipelineMetrics> metrics(PipelineMeter meter, Sight sight, Services services) {
    if (sight.connectors().isEmpty()) {
      return Optional.empty();
    }
    Map<TableName, SourceFigures> figures = new HashMap<>();
    transforms.forEach(
        (table, part) ->
            part.figures(sight, services).ifPresent(found -> figures.put(table, found)));
    return Optional.of(meter.read(sight.figures(), sight.seenAt(), wish.tables(), figures));
  }
}
