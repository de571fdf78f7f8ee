package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.IcebergEndpoint;
import io.millrace.dataplane.catalogue.JdbcDestination;
import io.millrace.dataplane.catalogue.JdbcDestination.Delivery;
import io.millrace.dataplane.catalogue.StoreDestination;
import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.flink.FlinkClient.SourceFigures;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.dataplane.pipeline.PartState.Failing;
import io.millrace.dataplane.pipeline.PartState.Pending;
import io.millrace.dataplane.pipeline.Wish.Route;
import io.millrace.dataplane.source.Capture;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import io.millrace.runner.protocol.ObservedState.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
  private final DestinationTables tables;
  private final Attempt<Map<String, String>> sourceSecrets;
  private final Attempt<Map<String, String>> destinationSecrets;
  private final Map<String, ConnectorPart> sources = new HashMap<>();
  private final ConnectorPart destination;
  private final Map<TableName, FlinkPart> transforms = new LinkedHashMap<>();
  private final Map<TableName, FlinkPart> deliveries = new LinkedHashMap<>();
  private final Shapes shapes;
  private final Follower follower;
  private @Nullable InspectionResult lookedAt;

  PipelineSupervisor(
      PipelineNames names, Wish wish, Platform platform, Executor executor, Runnable wake) {
    this.names = names;
    this.wish = wish;
    this.platform = platform;
    this.executor = executor;
    this.wake = wake;
    inspector = new Inspector(platform, names, wish);
    shapes = new Shapes(names);
    follower = new Follower(names.pipeline());
    inspection = new Attempt<>(executor, wake);
    tables = new DestinationTables(wish, inspector, new Attempt<>(executor, wake));
    sourceSecrets = new Attempt<>(executor, wake);
    destinationSecrets = new Attempt<>(executor, wake);
    destination =
        new ConnectorPart(
            names.destination(),
            Status.DESTINATION + wish.destination().endpoint().address(),
            executor,
            wake);
  }

  /// @param now the wish with what is not a part of its digest
  List<PartState> tick(Sight sight, Services services, Wish now) {
    RunState runState = now.runState();
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
    Optional<Map<String, String>> ofSource = secrets(sight, wish.source(), sourceSecrets, states);
    Optional<Map<String, String>> ofDestination =
        secrets(sight, wish.destination(), destinationSecrets, states);
    boolean inspected = inspect(sight, states);
    boolean built = built(sight);
    if ((inspected || built) && ofSource.isPresent()) {
      tickSources(sight, services, password(ofSource.get()), inspected, now, states);
    }
    if (inspected) {
      tickTransforms(sight, services, states);
    }
    switch (wish.destination().endpoint()) {
      case Endpoint.Database database -> {
        boolean fits =
            inspected
                && tables.fit(
                    database, inspection.value().orElseThrow(), this::rows, sight, states);
        if ((fits || built) && ofDestination.isPresent()) {
          String password = password(ofDestination.get());
          Map<String, String> config =
              databaseConfig(database, password, services.endpoints().kafka());
          states.add(tickDestination(sight, services, config, fits, runState));
        }
      }
      case StoreEndpoint store -> {
        boolean known =
            inspected && wish.routes().stream().allMatch(each -> rows(each).isPresent());
        if ((known || built) && ofDestination.isPresent()) {
          Map<String, String> config =
              storeConfig(store, ofDestination.get(), services.endpoints().kafka());
          states.add(tickDestination(sight, services, config, known, runState));
        }
      }
      case IcebergEndpoint lake -> {
        if (inspected) {
          deliveries(lake, services)
              .forEach(
                  part -> states.add(part.tick(sight, services, () -> ensureTopics(services))));
        }
      }
    }
    return inspected ? followed(sight, services, states) : states;
  }

  private PartState tickDestination(
      Sight sight,
      Services services,
      Map<String, String> config,
      boolean checked,
      RunState runState) {
    return destination.tick(
        sight, services.connect(), config, checked, runState, () -> ensureTopics(services));
  }

  /// Looks at the tables again when rows have another shape, or a row is refused: the source's
  /// tables may have changed. What is then being made to follow is no trouble of its own.
  private List<PartState> followed(Sight sight, Services services, List<PartState> states) {
    if (wish.schemaChanges() == SchemaChanges.HOLD) {
      return states;
    }
    boolean changed = shapes.changed(sight.figures(), wish.tables(), this::columns);
    boolean refused =
        states.stream()
            .anyMatch(state -> state instanceof Failing failing && !failing.trouble().passing());
    if (changed || refused || follower.newlySetAside(sight)) {
      Optional<InspectionResult> before = inspection.value();
      inspection.start(sight.seenAt(), () -> follower.look(before, inspector, services));
    }
    return states;
  }

  /// Whether the pipeline was there before this runner looked at its databases.
  private boolean built(Sight sight) {
    return sight.connector(names.source(1)).isPresent()
        && sight.connector(names.destination()).isPresent();
  }

  /// field → the expression that Connect resolves to the secret.
  private Optional<Map<String, String>> secrets(
      Sight sight,
      Wish.Side<? extends Endpoint> side,
      Attempt<Map<String, String>> secrets,
      List<PartState> states) {
    if (secrets.value().isEmpty()) {
      secrets.start(sight.seenAt(), () -> platform.keepSecrets(side.connector(), side.secrets()));
      secrets.trouble().ifPresent(trouble -> states.add(new Failing(trouble)));
    }
    return secrets.value();
  }

  private static String password(Map<String, String> secrets) {
    return secrets.getOrDefault(Endpoint.PASSWORD, "");
  }

  private boolean inspect(Sight sight, List<PartState> states) {
    Optional<InspectionResult> newest = inspection.value();
    if (newest.isPresent()) {
      rebuild(newest.get());
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

  /// Jobs are made of columns, so other columns make other jobs.
  private void rebuild(InspectionResult newest) {
    InspectionResult before = lookedAt;
    lookedAt = newest;
    if (before != null && !before.sourceTables().equals(newest.sourceTables())) {
      transforms.clear();
      deliveries.clear();
    }
  }

  private void tickSources(
      Sight sight,
      Services services,
      String password,
      boolean checked,
      Wish now,
      List<PartState> states) {
    SourceShares shares = SourceShares.of(names, wish.tables(), sight, wish.resets());
    if (shares.leaving()) {
      states.add(new Pending("The source is being reset."));
    }
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
                              Status.SOURCE + wish.source().endpoint().address(),
                              executor,
                              wake));
              Map<String, String> config =
                  withRestarts(
                      sourceConfig(number, tables, password, services),
                      wish.partRestarts().source());
              if (wish.resets() > 0) {
                config.put(SourceShares.RESETS, Integer.toString(wish.resets()));
              }
              TableSnapshots.configure(config, name, tables, now, sight);
              states.add(
                  part.tick(
                      sight,
                      services.connect(),
                      config,
                      checked,
                      now.runState(),
                      () -> ensureTopics(services)));
            });
  }

  private Map<String, String> sourceConfig(
      int number, List<TableName> tables, String password, Services services) {
    return new Capture(
            password,
            names.pipeline(),
            names.slot(number),
            names.history(number),
            services.endpoints().kafka(),
            tables,
            wish.initialSnapshot())
        .config(wish.source().endpoint());
  }

  /// A connector whose configuration changes is restarted, so counting in it is a restart that is
  /// done once, however often it is looked at.
  private Map<String, String> withRestarts(Map<String, String> config, int ofPart) {
    int restarts = wish.restarts() + ofPart;
    if (restarts > 0) {
      config.put("millrace.restarts", Integer.toString(restarts));
    }
    return config;
  }

  private void tickTransforms(Sight sight, Services services, List<PartState> states) {
    for (FlinkPart part : transforms(services)) {
      states.add(part.tick(sight, services, () -> ensureTopics(services)));
    }
  }

  /// Known once the tables' columns are.
  private List<FlinkPart> transforms(Services services) {
    List<FlinkPart> parts = new ArrayList<>();
    for (Route route : wish.routes()) {
      if (route.transform().isPresent()) {
        parts.add(
            transforms.computeIfAbsent(
                route.source(),
                table ->
                    FlinkPart.transform(
                        names.job(table),
                        inspector.transform(route, sourceTables(), services),
                        new Trial.Terms(
                            route.tests(),
                            wish.transformChanges(),
                            wish.restarts() + wish.partRestarts().transforms()),
                        wish.partRestarts().transforms(),
                        executor,
                        wake)));
      }
    }
    return parts;
  }

  /// As for [#transforms]; a transformed table's rows are known once Flink has described them.
  private List<FlinkPart> deliveries(IcebergEndpoint lake, Services services) {
    List<FlinkPart> parts = new ArrayList<>();
    for (Route route : wish.routes()) {
      Optional<List<Column>> rows = rows(route);
      if (rows.isPresent()) {
        parts.add(
            deliveries.computeIfAbsent(
                route.source(),
                table ->
                    FlinkPart.delivery(
                        names.delivery(table),
                        inspector.delivery(route, lake, lastTopic(route), rows.get(), services),
                        wish.partRestarts().destination(),
                        executor,
                        wake)));
      }
    }
    return parts;
  }

  private List<Column> columns(TableName table) {
    return sourceTables().getOrDefault(table, List.of());
  }

  private Map<TableName, List<Column>> sourceTables() {
    return inspection.value().map(InspectionResult::sourceTables).orElse(Map.of());
  }

  private Optional<List<Column>> rows(Route route) {
    if (route.transform().isEmpty()) {
      return Optional.of(columns(route.source()));
    }
    FlinkPart part = transforms.get(route.source());
    return part == null ? Optional.empty() : part.described().map(JobVersion.Described::columns);
  }

  private boolean setsAside() {
    return wish.badRows() == BadRows.SET_ASIDE
        && !(wish.destination().endpoint() instanceof Endpoint.Lake);
  }

  private Map<String, String> databaseConfig(
      Endpoint.Database database, String password, String kafka) {
    List<Delivery> all = new ArrayList<>();
    for (Route route : wish.routes()) {
      all.add(new Delivery(lastTopic(route), route.table(), rows(route).orElse(List.of())));
    }
    return withRestarts(
        JdbcDestination.config(database, password, all, wish.deletes(), aside(kafka)),
        wish.partRestarts().destination());
  }

  private Map<String, String> storeConfig(
      StoreEndpoint store, Map<String, String> secrets, String kafka) {
    List<StoreDestination.Delivery> all = new ArrayList<>();
    for (Route route : wish.routes()) {
      all.add(
          new StoreDestination.Delivery(
              lastTopic(route), route.destination(), rows(route).orElse(List.of())));
    }
    return withRestarts(
        StoreDestination.config(store, secrets, all, wish.deletes(), kafka, aside(kafka)),
        wish.partRestarts().destination());
  }

  private Optional<JdbcDestination.Aside> aside(String kafka) {
    return setsAside()
        ? Optional.of(new JdbcDestination.Aside(kafka, names.deadLetters(), names.replays()))
        : Optional.empty();
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
    if (setsAside()) {
      topics.put(names.deadLetters(), PipelineTopics.DEAD_LETTERS);
      topics.put(names.replays(), PipelineTopics.DEAD_LETTERS);
    }
    services.connect().ensureTopics(topics);
  }

  Optional<PipelineMetrics> metrics(PipelineMeter meter, Sight sight, Services services) {
    if (sight.connectors().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        meter.read(
            sight.figures(),
            sight.seenAt(),
            wish.tables(),
            figures(transforms, sight, services),
            figures(deliveries, sight, services)));
  }

  private static Map<TableName, SourceFigures> figures(
      Map<TableName, FlinkPart> parts, Sight sight, Services services) {
    Map<TableName, SourceFigures> figures = new HashMap<>();
    parts.forEach(
        (table, part) ->
            part.figures(sight, services).ifPresent(found -> figures.put(table, found)));
    return figures;
  }
}
