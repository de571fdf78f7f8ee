package io.millrace.controlplane.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.controlplane.catalogue.ConnectorType.Field;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.controlplane.release.Releases;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.MavenCoordinates;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The types of connectors, whether a config fits one, and what a data plane needs for it.
@ApplicationScoped
public class ConnectorCatalogue {

  private static final List<String> BUNDLED =
      List.of(
          "postgres",
          "mariadb",
          "mysql",
          "sqlserver",
          "oracle",
          "mongodb",
          "iceberg",
          "kafka",
          "http",
          "redis",
          "opensearch",
          "elasticsearch");

  /// In every data plane, so that the first pipeline need not wait for them.
  private static final Set<String> ALWAYS =
      Set.of("connect/debezium-postgres", "connect/debezium-jdbc");

  private final List<ConnectorType> types = new ArrayList<>();

  /// Type → its plugins, as `component/plugin`.
  private final Map<String, Set<String>> plugins = new TreeMap<>();

  private final Map<String, BoundFields> bound = new TreeMap<>();

  ConnectorCatalogue(ObjectMapper json, Releases releases) throws IOException {
    Release release = releases.newest().release();
    for (String name : BUNDLED) {
      try (InputStream in =
          ConnectorCatalogue.class.getResourceAsStream("/connector-types/" + name + ".json")) {
        ObjectNode type = (ObjectNode) json.readTree(in);
        plugins.put(name, resolvePlugins(type, release));
        bound.put(name, BoundFields.of(type));
        types.add(json.treeToValue(type, ConnectorType.class));
      }
    }
  }

  /// Puts versions and licences from the release in the place of the names.
  private static Set<String> resolvePlugins(ObjectNode type, Release release) {
    Set<String> needed = new TreeSet<>();
    for (Map.Entry<String, JsonNode> role : type.path("plugins").properties()) {
      ArrayNode resolved = type.arrayNode();
      Set<String> described = new TreeSet<>();
      for (JsonNode named : role.getValue()) {
        needed.add(named.asText());
        int slash = named.asText().indexOf('/');
        String component = named.asText().substring(0, slash);
        String plugin = named.asText().substring(slash + 1);
        if (described.add(plugin)) {
          resolved.add(describe(type, release.component(component).artifacts(), plugin));
        }
      }
      role.setValue(resolved);
    }
    return needed;
  }

  private static ObjectNode describe(ObjectNode parent, List<Artifact> artifacts, String plugin) {
    List<Artifact> parts =
        artifacts.stream()
            .filter(each -> each.plugin().filter(plugin::equals).isPresent())
            .toList();
    ObjectNode described = parent.objectNode().put("name", plugin);
    described.put("version", MavenCoordinates.ofPurl(parts.getFirst().purl()).version());
    ArrayNode licences = described.putArray("licences");
    parts.stream().map(Artifact::licence).distinct().sorted().forEach(licences::add);
    return described;
  }

  public List<ConnectorType> types() {
    return List.copyOf(types);
  }

  /// Empty for an unknown type.
  public Optional<BoundFields> boundFields(String type) {
    return Optional.ofNullable(bound.get(type));
  }

  /// The plugins that a component of a data plane has, for connectors of these types.
  public String plugins(String component, Collection<String> connectorTypes) {
    Set<String> needed = new TreeSet<>(ALWAYS);
    connectorTypes.forEach(type -> needed.addAll(plugins.getOrDefault(type, Set.of())));
    String prefix = component + "/";
    return needed.stream()
        .filter(each -> each.startsWith(prefix))
        .map(each -> each.substring(prefix.length()))
        .collect(Collectors.joining(","));
  }

  public Optional<ConnectorType> type(String name) {
    return types.stream().filter(each -> each.type().equals(name)).findFirst();
  }

  /// Adds what does not fit, every field of it.
  public void check(
      String name,
      Map<String, String> config,
      Map<String, SealedSecret> secrets,
      FieldErrors errors) {
    Optional<ConnectorType> type = type(name);
    if (type.isEmpty()) {
      errors.add(
          "type",
          Suggestion.unknown(
              "connector type", name, types.stream().map(ConnectorType::type).toList()));
      return;
    }
    List<Field> fields = type.get().fields();
    Map<String, Field> plain = byName(fields, false);
    Map<String, Field> secret = byName(fields, true);
    config.forEach(
        (field, value) -> {
          if (secret.containsKey(field)) {
            errors.add(
                "config." + field,
                "It is a secret and must not be sent in the clear: seal it to the install's"
                    + " sealingKey and send it under secrets."
                    + field
                    + ".");
          } else if (!plain.containsKey(field)) {
            errors.add("config." + field, Suggestion.unknown("field", field, plain.keySet()));
          } else {
            FieldValue.check(plain.get(field), value, errors);
          }
        });
    secrets.forEach(
        (field, value) -> {
          if (!secret.containsKey(field)) {
            errors.add(
                "secrets." + field, Suggestion.unknown("secret field", field, secret.keySet()));
          } else {
            FieldValue.checkSealed(field, value, errors);
          }
        });
    plain.values().stream()
        .filter(field -> field.required() && field.applies(config, fields))
        .filter(field -> !config.containsKey(field.name()))
        .forEach(field -> errors.add("config." + field.name(), "It is missing."));
  }

  private static Map<String, Field> byName(List<Field> fields, boolean secret) {
    return fields.stream()
        .filter(field -> field.secret() == secret)
        .collect(Collectors.toMap(Field::name, field -> field));
  }
}
