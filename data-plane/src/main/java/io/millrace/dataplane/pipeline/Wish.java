package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.PartRestarts;
import io.millrace.runner.protocol.DesiredState.Pipeline;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.DesiredState.SnapshotCommand;
import io.millrace.runner.protocol.DesiredState.Table;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import io.millrace.runner.protocol.DesiredState.TransformTest;
import io.millrace.runner.protocol.ObservedState.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A pipeline as wished, with everything it refers to found and checked.
record Wish(
    String name,
    Side<Endpoint.Source> source,
    Side<Endpoint.Destination> destination,
    List<Route> routes,
    RunState runState,
    SchemaChanges schemaChanges,
    Deletes deletes,
    TransformChanges transformChanges,
    BadRows badRows,
    int restarts,
    InitialSnapshot initialSnapshot,
    Optional<SnapshotCommand> snapshot,
    int resets,
    PartRestarts partRestarts) {

  Wish {
    routes = List.copyOf(routes);
  }

  /// One end of a pipeline.
  record Side<E extends Endpoint>(String connector, E endpoint, Map<String, String> secrets) {
    Side {
      secrets = Map.copyOf(secrets);
    }

    String password() {
      return secrets.getOrDefault(Endpoint.PASSWORD, "");
    }

    @Override
    public String toString() {
      return connector + " " + endpoint;
    }
  }

  /// A table on its way.
  record Route(
      TableName source, String destination, Optional<String> transform, List<TransformTest> tests) {
    Route {
      tests = List.copyOf(tests);
    }

    /// The destination, where that is a database or a lake: its name is then a table's.
    TableName table() {
      return name(destination);
    }
  }

  /// Stands for all that the pipeline's parts are made of, the secrets included. Whether it runs,
  /// and what of it is to be read again, is no part of it.
  String digest() {
    return PipelineNames.digest(
        source
            + "\0"
            + new TreeMap<>(source.secrets())
            + "\0"
            + destination
            + "\0"
            + new TreeMap<>(destination.secrets())
            + "\0"
            + routes
            + schemaChanges
            + deletes
            + transformChanges
            + badRows
            + restarts
            + initialSnapshot
            + resets
            + partRestarts);
  }

  List<TableName> tables() {
    return routes.stream().map(Route::source).toList();
  }

  /// @throws Trouble.Found when the pipeline cannot be understood
  static Wish of(Pipeline pipeline, Map<String, Connector> connectors, OpenedSecrets secrets) {
    Side<Endpoint> source = side("source", Status.SOURCE, pipeline.source(), connectors, secrets);
    Side<Endpoint.Destination> destination =
        written(
            side("destination", Status.DESTINATION, pipeline.destination(), connectors, secrets));
    List<Route> routes = new ArrayList<>();
    Set<TableName> seen = new HashSet<>();
    for (Table table : pipeline.tables()) {
      Route route =
          new Route(
              name(table.source()),
              destination(table.destination(), destination.endpoint()),
              table.transform(),
              table.tests());
      if (!seen.add(route.source())) {
        throw wrong(
            "The table " + table.source() + " is in the pipeline twice.",
            "Take one of the two out.");
      }
      routes.add(route);
    }
    if (routes.isEmpty()) {
      throw wrong("The pipeline has no tables.", "Add a table to it.");
    }
    fits(pipeline, destination.endpoint(), routes);
    return new Wish(
        pipeline.name(),
        captured(source),
        destination,
        routes,
        pipeline.runState(),
        pipeline.schemaChanges(),
        pipeline.deletes(),
        pipeline.transformChanges(),
        pipeline.badRows(),
        pipeline.restarts(),
        pipeline.initialSnapshot(),
        pipeline.snapshot(),
        pipeline.resets(),
        pipeline.partRestarts());
  }

  /// What the destination's kind asks of a pipeline as a whole.
  private static void fits(
      Pipeline pipeline, Endpoint.Destination destination, List<Route> routes) {
    switch (destination) {
      case MySqlEndpoint _ -> {
        long databases = routes.stream().map(route -> route.table().schema()).distinct().count();
        if (databases > 1) {
          throw wrong(
              "The pipeline's tables go to "
                  + databases
                  + " databases of "
                  + pipeline.destination()
                  + ", and a pipeline writes to one.",
              "Make a pipeline for each database.");
        }
      }
      case StoreEndpoint store -> {
        if (!store.can(pipeline.deletes())) {
          throw wrong(
              "A store of the type " + store.type() + " cannot mark a row as deleted.",
              "Set the pipeline's deletes to HARD or IGNORE.");
        }
      }
      case Endpoint.Database _, Endpoint.Lake _ -> {}
    }
  }

  /// The connector of that name as a source.
  ///
  /// @throws Trouble.Found when there is none, or it cannot be one
  static Side<Endpoint.Source> source(
      String name, List<Connector> connectors, OpenedSecrets secrets) {
    return captured(
        side(
            "source",
            Status.SOURCE,
            name,
            connectors.stream().collect(Collectors.toMap(Connector::name, each -> each)),
            secrets));
  }

  private static Side<Endpoint.Destination> written(Side<Endpoint> side) {
    Endpoint.Destination destination =
        switch (side.endpoint()) {
          case Endpoint.Destination written -> written;
          case MongoEndpoint mongo -> mongo.asStore();
        };
    return new Side<>(side.connector(), destination, side.secrets());
  }

  private static Side<Endpoint.Source> captured(Side<Endpoint> side) {
    return switch (side.endpoint()) {
      case Endpoint.Source source -> new Side<>(side.connector(), source, side.secrets());
      case Endpoint.Lake _, Endpoint.Store _ ->
          throw wrong(
              "The connector "
                  + side.connector()
                  + " is of the type "
                  + side.endpoint().type()
                  + ", and those are destinations only.",
              "Give the pipeline another source.");
    };
  }

  private static Side<Endpoint> side(
      String role,
      String sentence,
      String name,
      Map<String, Connector> connectors,
      OpenedSecrets secrets) {
    Connector connector = connectors.get(name);
    if (connector == null) {
      throw wrong(
          "There is no connector " + name + ", which the pipeline has as its " + role + ".",
          "Create the connector, or name another.");
    }
    return switch (Endpoint.parse(connector)) {
      case Endpoint.Parsed.Valid valid -> {
        String refused = secrets.refused().get(name);
        if (refused != null) {
          throw wrong(
              sentence + valid.endpoint().address() + " is not logged in to. " + refused,
              OpenedSecrets.NEXT_STEP);
        }
        yield new Side<>(
            name, valid.endpoint(), secrets.byConnector().getOrDefault(name, Map.of()));
      }
      case Endpoint.Parsed.Invalid invalid ->
          throw wrong(
              invalid.problem().what() + " " + invalid.problem().why(),
              invalid.problem().nextStep());
    };
  }

  /// Checked here, so that a route's names can be relied upon.
  private static String destination(String text, Endpoint.Destination destination) {
    switch (destination) {
      case StoreEndpoint store ->
          store
              .misnamed(text)
              .ifPresent(
                  why -> {
                    throw wrong(
                        "The destination " + why + ".", "Give the table another destination.");
                  });
      case Endpoint.Database _, Endpoint.Lake _ -> {
        TableName _ = name(text);
      }
    }
    return text;
  }

  private static TableName name(String text) {
    return TableName.parse(text)
        .orElseThrow(
            () ->
                wrong(
                    "The table \"" + text + "\" cannot be used.",
                    "Write it as schema.table, of letters, digits, _ and -."));
  }

  private static Trouble.Found wrong(String reason, String nextStep) {
    return new Trouble.Found(new Trouble(reason, nextStep, false));
  }
}
