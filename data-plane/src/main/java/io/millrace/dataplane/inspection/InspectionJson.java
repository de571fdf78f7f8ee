package io.millrace.dataplane.inspection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Source;
import io.millrace.dataplane.inspection.InspectionRequest.Store;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.ObservedState.FoundTable;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests and results as JSON, both ways.
public final class InspectionJson {

  private static final JsonMapper JSON = JsonHttp.JSON;

  private InspectionJson() {}

  public static String write(InspectionRequest request) {
    ObjectNode root = JSON.createObjectNode();
    request
        .source()
        .ifPresent(
            source -> {
              ObjectNode node = root.putObject("source");
              write(node, source.endpoint(), source.password());
              node.put("slot", source.slot()).put("listing", source.listing());
              ArrayNode tables = node.putArray("tables");
              source.tables().forEach(table -> tables.add(table.qualified()));
            });
    request
        .destination()
        .ifPresent(
            destination -> {
              ObjectNode node = root.putObject("destination");
              write(node, destination.endpoint(), destination.password());
              node.put("follow", destination.follow());
              ArrayNode tables = node.putArray("tables");
              destination.tables().forEach(target -> write(tables.addObject(), target));
            });
    request
        .store()
        .ifPresent(
            store -> {
              ObjectNode node = root.putObject("store");
              write(node, store.endpoint(), "");
              ObjectNode secrets = node.putObject("secrets");
              store.secrets().forEach(secrets::put);
            });
    return root.toString();
  }

  private static void write(ObjectNode node, Endpoint endpoint, String password) {
    node.put("type", endpoint.type()).put("password", password);
    ObjectNode config = node.putObject("config");
    endpoint.config().forEach(config::put);
  }

  private static void write(ObjectNode node, Target target) {
    node.put("table", target.table().qualified());
    switch (target) {
      case Target.Look _ -> {}
      case Target.Same same -> node.put("source", same.source().qualified());
      case Target.Columns columns -> write(node.putArray("columns"), columns.columns());
    }
  }

  private static void write(ArrayNode node, List<Column> columns) {
    for (Column column : columns) {
      node.addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("nullable", column.nullable())
          .put("key", column.keyPosition())
          .put("filled", column.filled());
    }
  }

  public static String write(InspectionResult result) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode problems = root.putArray("problems");
    for (Problem problem : result.problems()) {
      problems
          .addObject()
          .put("code", problem.code())
          .put("what", problem.what())
          .put("why", problem.why())
          .put("nextStep", problem.nextStep())
          .put("since", problem.since().toString());
    }
    write(root.putObject("source"), result.sourceTables());
    write(root.putObject("destination"), result.destinationTables());
    ArrayNode listed = root.putArray("listed");
    result
        .listed()
        .forEach(
            table ->
                listed.addObject().put("name", table.name()).put("primaryKey", table.primaryKey()));
    return root.toString();
  }

  private static void write(ObjectNode node, Map<TableName, List<Column>> tables) {
    tables.forEach((table, columns) -> write(node.putArray(table.qualified()), columns));
  }

  public static InspectionRequest readRequest(String json) {
    JsonNode root = parse(json);
    return new InspectionRequest(
        present(root.path("source")).map(InspectionJson::source),
        present(root.path("destination")).map(InspectionJson::destination),
        present(root.path("store")).map(InspectionJson::store));
  }

  private static Source source(JsonNode node) {
    List<TableName> tables = new ArrayList<>();
    node.path("tables").forEach(table -> tables.add(tableName(table.asText())));
    return new Source(
        capturable(endpoint(node)),
        node.path("password").asText(),
        node.path("slot").asText(),
        tables,
        node.path("listing").asBoolean());
  }

  private static Destination destination(JsonNode node) {
    List<Target> targets = new ArrayList<>();
    node.path("tables").forEach(target -> targets.add(target(target)));
    return new Destination(
        database(endpoint(node)),
        node.path("password").asText(),
        targets,
        node.path("follow").asBoolean());
  }

  private static Target target(JsonNode node) {
    TableName table = tableName(node.path("table").asText());
    if (node.has("source")) {
      return new Target.Same(table, tableName(node.path("source").asText()));
    }
    return node.has("columns")
        ? new Target.Columns(table, columns(node.path("columns")))
        : new Target.Look(table);
  }

  private static Endpoint.Source capturable(Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Source source) {
      return source;
    }
    throw new IllegalArgumentException(endpoint.type() + " is no source");
  }

  private static Endpoint.Database database(Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Database database) {
      return database;
    }
    throw new IllegalArgumentException(endpoint.type() + " is no database");
  }

  private static Store store(JsonNode node) {
    return StoreEndpoint.of(endpoint(node))
        .map(store -> new Store(store, texts(node.path("secrets"))))
        .orElseThrow(
            () -> new IllegalArgumentException(node.path("type").asText() + " is no store"));
  }

  private static Endpoint endpoint(JsonNode node) {
    String type = node.path("type").asText();
    return switch (Endpoint.parse(
        new Connector(type, type, texts(node.path("config")), Map.of()))) {
      case Endpoint.Parsed.Valid(Endpoint endpoint) -> endpoint;
      case Endpoint.Parsed.Invalid(Problem problem) ->
          throw new IllegalArgumentException(problem.why());
    };
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new HashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  public static InspectionResult readResult(String json) {
    JsonNode root = parse(json);
    List<Problem> problems = new ArrayList<>();
    for (JsonNode problem : root.path("problems")) {
      problems.add(
          new Problem(
              problem.path("code").asText(),
              problem.path("what").asText(),
              problem.path("why").asText(),
              problem.path("nextStep").asText(),
              Instant.parse(problem.path("since").asText())));
    }
    List<FoundTable> listed = new ArrayList<>();
    for (JsonNode table : root.path("listed")) {
      listed.add(new FoundTable(table.path("name").asText(), table.path("primaryKey").asBoolean()));
    }
    return new InspectionResult(
        problems, tables(root.path("source")), tables(root.path("destination")), listed);
  }

  private static Map<TableName, List<Column>> tables(JsonNode node) {
    Map<TableName, List<Column>> tables = new HashMap<>();
    node.properties()
        .forEach(entry -> tables.put(tableName(entry.getKey()), columns(entry.getValue())));
    return tables;
  }

  private static List<Column> columns(JsonNode node) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : node) {
      columns.add(
          new Column(
              column.path("name").asText(),
              column.path("type").asText(),
              column.path("nullable").asBoolean(),
              column.path("key").asInt(),
              column.path("filled").asBoolean()));
    }
    return columns;
  }

  private static Optional<JsonNode> present(JsonNode node) {
    return node.isObject() ? Optional.of(node) : Optional.empty();
  }

  private static TableName tableName(String text) {
    return TableName.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
