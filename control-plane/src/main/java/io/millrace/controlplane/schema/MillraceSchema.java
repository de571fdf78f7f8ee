package io.millrace.controlplane.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.controlplane.catalogue.ConnectorCatalogue;
import io.millrace.controlplane.catalogue.ConnectorType;
import io.millrace.controlplane.catalogue.ConnectorType.Field;
import io.millrace.controlplane.pipeline.PipelineRequest;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/// The JSON Schema of the YAML that `millrace apply` reads, made from the catalogue and from the
/// API's own types, so that it cannot say anything else than they do.
@ApplicationScoped
public class MillraceSchema {

  private static final String NAME = "^[a-z][a-z0-9-]{0,62}$";

  private final ObjectMapper json;
  private final ConnectorCatalogue catalogue;

  MillraceSchema(ObjectMapper json, ConnectorCatalogue catalogue) {
    this.json = json;
    this.catalogue = catalogue;
  }

  public ObjectNode document() {
    ObjectNode schema = json.createObjectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Millrace");
    schema.put("description", "A connector or a pipeline, as millrace apply reads it.");
    ArrayNode either = schema.putArray("oneOf");
    either.addObject().put("$ref", "#/definitions/connector");
    either.addObject().put("$ref", "#/definitions/pipeline");
    ObjectNode definitions = schema.putObject("definitions");
    definitions.set("connector", connector());
    definitions.set("pipeline", pipeline());
    definitions.set("name", text("Its name within the install.").put("pattern", NAME));
    definitions.set("table", table());
    definitions.set("secret", secret());
    return schema;
  }

  private ObjectNode connector() {
    ObjectNode connector = object("A source or destination.", "kind", "name", "type");
    ObjectNode properties = head(connector, "Connector");
    ObjectNode type = properties.putObject("type").put("description", "What it is.");
    ArrayNode types = type.putArray("enum");
    properties.putObject("config").put("type", "object");
    properties.putObject("secrets").put("type", "object");
    ArrayNode byType = connector.putArray("allOf");
    for (ConnectorType each : catalogue.types()) {
      types.add(each.type());
      ObjectNode rule = byType.addObject();
      rule.putObject("if").putObject("properties").putObject("type").put("const", each.type());
      ObjectNode then = rule.putObject("then");
      ObjectNode fields = then.putObject("properties");
      ObjectNode config = object(each.description());
      ObjectNode plain = config.putObject("properties");
      ObjectNode secrets = object("Sealed to the install's runner before they are sent.");
      ObjectNode sealed = secrets.putObject("properties");
      for (Field field : each.fields()) {
        if (field.secret()) {
          ObjectNode reference = sealed.putObject(field.name());
          reference.putArray("allOf").addObject().put("$ref", "#/definitions/secret");
          reference.put("description", field.title() + ". " + field.description());
        } else {
          plain.set(field.name(), field(field));
        }
      }
      List<String> required =
          each.fields().stream()
              .filter(field -> field.required() && !field.secret() && field.when() == null)
              .map(Field::name)
              .toList();
      if (!required.isEmpty()) {
        required.forEach(config.putArray("required")::add);
        then.putArray("required").add("config");
      }
      fields.set("config", config);
      fields.set("secrets", secrets);
    }
    return connector;
  }

  private ObjectNode field(Field field) {
    ObjectNode node = json.createObjectNode();
    switch (field.kind()) {
      case TEXT -> node.putArray("type").add("string").add("number").add("boolean");
      case PORT, NUMBER -> {
        // Also as text, as the API has it.
        node.putArray("type").add("integer").add("string");
        node.put("pattern", "^-?[0-9]+$");
        if (field.minimum() != null) {
          node.put("minimum", field.minimum());
        }
        if (field.maximum() != null) {
          node.put("maximum", field.maximum());
        }
      }
      case BOOLEAN -> node.putArray("enum").add(true).add(false).add("true").add("false");
      case CHOICE -> {
        ArrayNode choices = node.putArray("enum");
        if (field.choices() != null) {
          field.choices().forEach(choices::add);
        }
      }
    }
    node.put("title", field.title());
    node.put("description", field.description());
    if (field.substitute() != null) {
      node.put("default", field.substitute());
    }
    return node;
  }

  private ObjectNode pipeline() {
    ObjectNode pipeline =
        object(
            "Tables on their way from a source to a destination.",
            "kind",
            "name",
            "source",
            "destination",
            "tables");
    ObjectNode properties = head(pipeline, "Pipeline");
    properties.set("source", text("The connector that the rows come from."));
    properties.set("destination", text("The connector that they go to."));
    ObjectNode tables = properties.putObject("tables").put("type", "array").put("minItems", 1);
    tables.putObject("items").put("$ref", "#/definitions/table");
    properties.set(
        "runState", choice("Whether it runs; left out, it stays as it is.", RunState.values()));
    properties.set(
        "schemaChanges",
        choice(
            "FOLLOW: the destination's tables change with the source's. HOLD: the pipeline waits.",
            SchemaChanges.values()));
    properties.set(
        "deletes",
        choice("What a row that is deleted in the source does there.", Deletes.values()));
    properties.set(
        "transformChanges",
        choice(
            "A transform that changes: REPROCESS: all rows go through the new one. CONTINUE: only"
                + " those that change from now on.",
            TransformChanges.values()));
    properties.set(
        "badRows",
        choice(
            "What a row that the destination refuses does. SET_ASIDE: it waits as a dead letter,"
                + " and the others go on. STOP: the pipeline waits.",
            BadRows.values()));
    properties.set(
        "initialSnapshot",
        choice(
            "What is read of a table that is new to the pipeline. ALL: the rows that are there, and"
                + " then changes. NONE: only changes from now on.",
            InitialSnapshot.values()));
    ObjectNode tags = properties.putObject("tags").put("type", "array");
    tags.put("description", "Words to find it by.");
    tags.putObject("items").put("type", "string").put("pattern", "^" + PipelineRequest.TAG + "$");
    return pipeline;
  }

  private ObjectNode table() {
    ObjectNode table = object("One table.", "source", "destination");
    ObjectNode properties = table.putObject("properties");
    String pattern = "^" + PipelineRequest.TABLE + "$";
    properties.set("source", text("As schema.table.").put("pattern", pattern));
    properties.set(
        "destination",
        text("As schema.table; in a store a topic, a path, a prefix, an index.")
            .put("minLength", 1));
    properties.set(
        "transform",
        text("A Flink SQL SELECT over the source table; left out, rows pass as they are."));
    properties.set("tests", transformTests());
    return table;
  }

  private ObjectNode transformTests() {
    ObjectNode tests = json.createObjectNode().put("type", "array");
    tests.put("description", "The transform is not started unless it passes them.");
    ObjectNode test = object("Made-up rows, and what the transform makes of them.", "name");
    ObjectNode properties = test.putObject("properties");
    properties.set("name", text("What it shows."));
    ObjectNode given = properties.putObject("given").put("type", "object");
    given.put("description", "Rows by the name of the table that the SELECT reads.");
    given.set("additionalProperties", rows());
    ObjectNode expected = rows();
    expected.put("description", "In any order; columns that are left out are not compared.");
    properties.set("expected", expected);
    tests.set("items", test);
    return tests;
  }

  private ObjectNode rows() {
    ObjectNode rows = json.createObjectNode().put("type", "array");
    ObjectNode values = rows.putObject("items").put("type", "object");
    values
        .putObject("additionalProperties")
        .putArray("type")
        .add("string")
        .add("number")
        .add("boolean")
        .add("null");
    return rows;
  }

  private ObjectNode secret() {
    ObjectNode secret = json.createObjectNode();
    secret.put("description", "Where the secret is, or the secret as it was sealed.");
    ArrayNode forms = secret.putArray("oneOf");
    forms.add(form("From this variable of the environment of millrace apply.", "env"));
    forms.add(form("The content of this file, but for a line break at its end.", "file"));
    forms.add(form("In the clear: keep such a file out of version control.", "value"));
    forms.add(form("As exported.", "keyId", "encapsulatedKey", "ciphertext", "place"));
    return secret;
  }

  private ObjectNode form(String description, String... fields) {
    ObjectNode form = object(description, fields);
    ObjectNode properties = form.putObject("properties");
    Arrays.stream(fields).forEach(each -> properties.putObject(each).put("type", "string"));
    return form;
  }

  private static ObjectNode head(ObjectNode object, String kind) {
    ObjectNode properties = object.putObject("properties");
    properties.putObject("kind").put("const", kind);
    properties.putObject("name").put("$ref", "#/definitions/name");
    return properties;
  }

  private ObjectNode object(String description, String... required) {
    ObjectNode object = json.createObjectNode();
    object.put("type", "object").put("description", description);
    object.put("additionalProperties", false);
    if (required.length > 0) {
      Arrays.stream(required).forEach(object.putArray("required")::add);
    }
    return object;
  }

  private ObjectNode text(String description) {
    return json.createObjectNode().put("type", "string").put("description", description);
  }

  private ObjectNode choice(String description, Enum<?>... choices) {
    ObjectNode choice = json.createObjectNode().put("description", description);
    ArrayNode values = choice.putArray("enum");
    Arrays.stream(choices).map(Enum::name).forEach(values::add);
    return choice;
  }
}
