package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.flink.FlinkJob;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.source.SchemaHistory;
import io.millrace.dataplane.source.SourceRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Takes away what is no longer wished, so that nothing of it is left: connectors with their
/// offsets, jobs with their checkpoints, topics with their schemas, and in the source database the
/// replication slot, which would otherwise keep its log for ever.
///
/// The source connector goes last, as its configuration says what belongs to the pipeline; a runner
/// that dies on the way finds it there and goes on.
final class Teardown {

  static final String DROP_SLOT = "slot.drop.on.stop";

  /// How long a source may take to connect once more, so as to drop its slot, before it is given
  /// up.
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private final Executor executor;
  private final Runnable wake;
  private final Map<String, Attempt<Boolean>> attempts = new HashMap<>();
  private final Map<String, Long> since = new ConcurrentHashMap<>();

  /// Sources that were stopped so that they drop their slot. Forgotten when the runner dies: they
  /// are then started and stopped once more.
  private final Set<String> dropped = ConcurrentHashMap.newKeySet();

  Teardown(Executor executor, Runnable wake) {
    this.executor = executor;
    this.wake = wake;
  }

  static boolean begun(ConnectorState connector) {
    return connector.config().getOrDefault(DROP_SLOT, "false").equals("true");
  }

  /// @param kept connectors that are wished
  /// @param keptJobs jobs that are wished
  /// @return the pipelines that something is still left of
  Set<String> tick(Sight sight, Services services, Set<String> kept, Set<String> keptJobs) {
    Set<String> left = new LinkedHashSet<>();
    for (FlinkJob job : sight.jobs().orElse(List.of())) {
      if (!job.state().terminal() && ours(job.name()) && !keptJobs.contains(job.name())) {
        PipelineNames.pipelineOf(job.name()).ifPresent(left::add);
        act(sight, job.id(), () -> cancel(services, job));
      }
    }
    List<ConnectorState> connectors =
        sight.connectors().orElse(Map.of()).values().stream()
            .filter(connector -> ours(connector.name()) && !kept.contains(connector.name()))
            .toList();
    for (ConnectorState connector : connectors) {
      String pipeline = PipelineNames.pipelineOf(connector.name()).orElse("");
      boolean last = !left.contains(pipeline) && alone(connector, connectors);
      left.add(pipeline);
      if (connector.config().containsKey("topics")) {
        act(sight, connector.name(), () -> removeSink(services, connector));
      } else if (last) {
        boolean whole = kept.stream().noneMatch(name -> belongs(name, pipeline));
        act(
            sight,
            connector.name(),
            () -> removeSource(services, connector, pipeline, whole, sight.seenAt()));
      }
    }
    since.keySet().retainAll(connectors.stream().map(ConnectorState::name).toList());
    return left;
  }

  private static boolean ours(String name) {
    return PipelineNames.pipelineOf(name).isPresent();
  }

  private static boolean belongs(String connector, String pipeline) {
    return PipelineNames.pipelineOf(connector).filter(pipeline::equals).isPresent();
  }

  /// Whether no sink of the same pipeline is still to be removed.
  private static boolean alone(ConnectorState source, List<ConnectorState> leaving) {
    String pipeline = PipelineNames.pipelineOf(source.name()).orElse("");
    return leaving.stream()
        .noneMatch(
            other -> other.config().containsKey("topics") && belongs(other.name(), pipeline));
  }

  private interface Work {
    void run();
  }

  private void act(Sight sight, String key, Work work) {
    attempts
        .computeIfAbsent(key, _ -> new Attempt<>(executor, wake))
        .start(
            sight.seenAt(),
            () -> {
              work.run();
              return true;
            });
  }

  private static void cancel(Services services, FlinkJob job) {
    services.flink().cancel(job.id());
    services.checkpoints().forget(job.name());
  }

  private static void removeSink(Services services, ConnectorState sink) {
    if (!sink.stopped()) {
      services.connect().stop(sink.name());
      return;
    }
    services.connect().deleteOffsets(sink.name());
    services.connect().delete(sink.name());
  }

  private void removeSource(
      Services services, ConnectorState source, String pipeline, boolean whole, long now) {
    boolean stopped = source.stopped();
    if (!source.config().containsKey("slot.name")) {
      dropped.add(source.name());
      if (!stopped) {
        services.connect().stop(source.name());
        return;
      }
    }
    if (!stopped || !dropped.contains(source.name())) {
      dropSlot(services, source, stopped, now);
      return;
    }
    if (whole) {
      removeTopics(services, pipeline, source);
    } else {
      services.connect().deleteTopics(history(source));
    }
    services.connect().deleteOffsets(source.name());
    services.connect().delete(source.name());
    dropped.remove(source.name());
  }

  /// Only a task that started with the setting drops its slot when it stops, and only one that
  /// starts out of a stop is sure to have it: stop, set, start, stop.
  private void dropSlot(Services services, ConnectorState source, boolean stopped, long now) {
    String name = source.name();
    long begun = since.computeIfAbsent(name, _ -> now);
    if (!begun(source)) {
      if (!stopped) {
        services.connect().stop(name);
        return;
      }
      Map<String, String> config = new HashMap<>(source.config());
      config.put(DROP_SLOT, "true");
      services.connect().putConfig(name, config);
      services.connect().resume(name);
    } else if (stopped) {
      services.connect().resume(name);
    } else if (source.running() || now - begun > PATIENCE) {
      dropped.add(name);
      services.connect().stop(name);
    } else if (source.failure().isPresent()) {
      services.connect().restartFailed(name);
    }
  }

  /// Past table definitions are the source's own: another begins with those of its own time.
  private static Set<String> history(ConnectorState source) {
    String topic = source.config().getOrDefault(SchemaHistory.TOPIC, "");
    return topic.isEmpty() ? Set.of() : Set.of(topic);
  }

  private static void removeTopics(Services services, String pipeline, ConnectorState source) {
    Set<String> topics = new LinkedHashSet<>();
    for (String table : SourceRecords.included(source.config())) {
      String topic = pipeline + "." + table.replace("\\", "");
      topics.add(topic);
      topics.add(topic + ".transformed");
    }
    topics.addAll(history(source));
    PipelineNames names = new PipelineNames("", pipeline);
    topics.add(names.deadLetters());
    topics.add(names.replays());
    topics.add(names.heartbeat());
    services.connect().deleteTopics(topics);
    try {
      for (String topic : topics) {
        services.registry().delete(topic + "-key");
        services.registry().delete(topic + "-value");
      }
    } catch (ServiceException _) {
      // A schema left behind harms nobody; the same pipeline would use it again.
    }
  }
}
