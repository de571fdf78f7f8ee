package io.millrace.dataplane.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.dataplane.connect.ConnectorState.RunState;
import io.millrace.dataplane.connect.ConnectorState.Task;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.runner.protocol.DesiredState.DeadLetterCommand;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Kafka Connect's REST interface, with the paths that our extension adds. Every call may be
/// repeated.
public final class ConnectClient {

  /// Connect checks a configuration by connecting to the database.
  private static final Duration CONFIG_LIMIT = Duration.ofSeconds(60);

  private final JsonHttp http;

  public ConnectClient(URI base, HttpClient client) {
    http = new JsonHttp("Kafka Connect", base, client);
  }

  /// Every connector by its name.
  public Map<String, ConnectorState> connectors() {
    Map<String, ConnectorState> all = new TreeMap<>();
    http.get("/connectors?expand=status&expand=info")
        .properties()
        .forEach(entry -> all.put(entry.getKey(), connector(entry.getKey(), entry.getValue())));
    return all;
  }

  private static ConnectorState connector(String name, JsonNode node) {
    JsonNode status = node.path("status");
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task : status.path("tasks")) {
      tasks.add(new Task(task.path("id").asInt(), runState(task), task.path("trace").asText("")));
    }
    Map<String, String> config = strings(node.path("info").path("config"));
    config.remove("name");
    JsonNode connector = status.path("connector");
    return new ConnectorState(
        name, runState(connector), tasks, connector.path("trace").asText(""), config);
  }

  private static RunState runState(JsonNode node) {
    String state = node.path("state").asText("UNASSIGNED");
    for (RunState known : RunState.values()) {
      if (known.name().equals(state)) {
        return known;
      }
    }
    return RunState.UNASSIGNED;
  }

  /// Makes the connector, or gives it this configuration.
  public void putConfig(String name, Map<String, String> config) {
    http.send("PUT", path(name) + "/config", object(config), CONFIG_LIMIT);
  }

  /// What is wrong with a configuration: setting → sentences. Empty means that it would be taken.
  public Map<String, List<String>> validate(String connectorClass, Map<String, String> config) {
    JsonNode answer =
        http.send(
            "PUT",
            "/connector-plugins/" + segment(connectorClass) + "/config/validate",
            object(config),
            CONFIG_LIMIT);
    Map<String, List<String>> errors = new TreeMap<>();
    for (JsonNode entry : answer.path("configs")) {
      JsonNode value = entry.path("value");
      List<String> found = new ArrayList<>();
      value.path("errors").forEach(error -> found.add(error.asText()));
      if (!found.isEmpty()) {
        errors.put(value.path("name").asText(), found);
      }
    }
    return errors;
  }

  public void pause(String name) {
    http.put(path(name) + "/pause", null);
  }

  public void resume(String name) {
    http.put(path(name) + "/resume", null);
  }

  public void stop(String name) {
    http.put(path(name) + "/stop", null);
  }

  /// Restarts the connector's and its tasks' failed instances only.
  public void restartFailed(String name) {
    http.post(path(name) + "/restart?includeTasks=true&onlyFailed=true", null);
  }

  /// Restarts the connector and all its tasks.
  public void restart(String name) {
    http.post(path(name) + "/restart?includeTasks=true&onlyFailed=false", null);
  }

  public void delete(String name) {
    try {
      http.delete(path(name), null);
    } catch (ServiceException e) {
      if (e.kind() != ServiceException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  /// Forgets how far a stopped connector was; one of the same name then begins anew.
  public void deleteOffsets(String name) {
    http.delete(path(name) + "/offsets", null);
  }

  /// How far the connector is, as Connect tells it.
  public JsonNode offsets(String name) {
    return http.get(path(name) + "/offsets");
  }

  /// connector → group of figures → figure, see `WorkerMetrics` in the module connect-metrics.
  public WorkerFigures metrics() {
    return WorkerFigures.of(http.get("/millrace/metrics"));
  }

  /// Pipeline → its dead letters, of those that have any; see `Ledger` in connect-metrics.
  public Map<String, WaitingLetters> deadLetters() {
    return WaitingLetters.of(http.get("/millrace/dead-letters"));
  }

  /// Replays or discards a pipeline's dead letters that were set aside until a moment.
  public void moveDeadLetters(String pipeline, DeadLetterCommand command) {
    http.post(
        "/millrace/dead-letters/" + segment(pipeline),
        JsonHttp.JSON
            .createObjectNode()
            .put("action", command.action().name())
            .put("until", command.until().toEpochMilli()));
  }

  /// Makes the topics that are missing; those that exist stay as they are.
  public void ensureTopics(Map<String, Map<String, String>> topics) {
    ObjectNode body = JsonHttp.JSON.createObjectNode();
    topics.forEach((name, settings) -> body.set(name, object(settings)));
    http.put("/millrace/topics", body);
  }

  public void deleteTopics(Collection<String> topics) {
    ArrayNode body = JsonHttp.JSON.createArrayNode();
    topics.forEach(body::add);
    http.delete("/millrace/topics", body);
  }

  public List<String> topics() {
    List<String> names = new ArrayList<>();
    http.get("/millrace/topics").forEach(name -> names.add(name.asText()));
    return names;
  }

  /// The topics whose names begin with one of these.
  public Map<String, TopicFigures> topicFigures(Collection<String> prefixes) {
    ArrayNode body = JsonHttp.JSON.createArrayNode();
    prefixes.forEach(body::add);
    Map<String, TopicFigures> figures = new TreeMap<>();
    http.post("/millrace/topics/figures", body)
        .properties()
        .forEach(entry -> figures.put(entry.getKey(), TopicFigures.of(entry.getValue())));
    return figures;
  }

  private static ObjectNode object(Map<String, String> entries) {
    ObjectNode node = JsonHttp.JSON.createObjectNode();
    new TreeMap<>(entries).forEach(node::put);
    return node;
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new HashMap<>();
    node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }

  private static String path(String connector) {
    return "/connectors/" + segment(connector);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
