package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.connect.TopicFigures;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.registry.RegistryClient;
import io.millrace.runner.protocol.PipelineParts.Schema;
import io.millrace.runner.protocol.PipelineParts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/// What the pipelines' topics hold, asked in the background and not often: nobody waits for it, and
/// an idle data plane should be idle.
final class TopicWatch {

  private static final long EVERY = Duration.ofSeconds(10).toNanos();

  /// Schemas change seldom, and only with records.
  private static final long SCHEMAS_EVERY = Duration.ofSeconds(60).toNanos();

  private final Attempt<Map<String, Topic>> reading;
  private final Map<String, Reading> known = new HashMap<>();
  private long asked = System.nanoTime() - EVERY;

  private record Reading(long at, long records, Schemas schemas) {}

  /// @param records how many the topic had when the registry was asked
  private record Schemas(long askedAt, long records, List<Schema> names) {
    static final Schemas UNKNOWN = new Schemas(0, 0, List.of());
  }

  TopicWatch(Executor executor) {
    reading = new Attempt<>(executor, () -> {});
  }

  void look(Sight sight, Services services, Collection<String> pipelines) {
    long now = System.nanoTime();
    if (sight.connectors().isEmpty() || pipelines.isEmpty() || now - asked < EVERY) {
      return;
    }
    asked = now;
    Set<String> prefixes = new TreeSet<>();
    pipelines.forEach(name -> prefixes.addAll(prefixes(name)));
    reading.start(sight.seenAt(), () -> read(services, prefixes));
  }

  /// The topics of a pipeline as they were seen last, by name.
  List<Topic> of(String pipeline) {
    List<String> prefixes = prefixes(pipeline);
    return reading.value().orElse(Map.of()).values().stream()
        .filter(topic -> prefixes.stream().anyMatch(topic.name()::startsWith))
        .toList();
  }

  private static List<String> prefixes(String pipeline) {
    return List.of(pipeline + ".", PipelineNames.OWNED + pipeline + ".");
  }

  /// On one thread at a time, as an attempt does not run twice.
  private Map<String, Topic> read(Services services, Set<String> prefixes) {
    Map<String, TopicFigures> figures = services.connect().topicFigures(prefixes);
    known.keySet().retainAll(figures.keySet());
    Map<String, Topic> topics = new TreeMap<>();
    figures.forEach((name, of) -> topics.put(name, topic(services.registry(), name, of)));
    return topics;
  }

  private Topic topic(RegistryClient registry, String name, TopicFigures figures) {
    long now = System.nanoTime();
    Reading before = known.get(name);
    Schemas schemas = before == null ? Schemas.UNKNOWN : before.schemas();
    boolean due = schemas.names().isEmpty() || now - schemas.askedAt() >= SCHEMAS_EVERY;
    if (due && figures.records() != schemas.records()) {
      schemas = new Schemas(now, figures.records(), ask(registry, name, schemas.names()));
    }
    known.put(name, new Reading(now, figures.records(), schemas));
    double perSecond =
        before == null
            ? 0
            : Math.max(0, figures.records() - before.records()) / ((now - before.at()) / 1e9);
    return new Topic(
        name, figures.partitions(), figures.records(), perSecond, figures.bytes(), schemas.names());
  }

  private static List<Schema> ask(RegistryClient registry, String topic, List<Schema> before) {
    try {
      List<Schema> schemas = new ArrayList<>();
      for (String subject : List.of(topic + "-key", topic + "-value")) {
        registry
            .latest(subject)
            .ifPresent(newest -> schemas.add(new Schema(subject, newest.version())));
      }
      return schemas;
    } catch (ServiceException _) {
      return before;
    }
  }
}
