package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.Endpoints;
import io.millrace.dataplane.Platform;
import io.millrace.dataplane.catalogue.IcebergEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.connect.WaitingLetters;
import io.millrace.dataplane.connect.WorkerFigures;
import io.millrace.dataplane.flink.FlinkJob;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.DeadLetters;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.millrace.runner.protocol.PipelineParts;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes pipelines what they should be, and tells how they are.
///
/// Level-triggered: [#reconcile] is called again and again by one thread, does what is quick and
/// leaves the rest to the background. It remembers nothing that matters: what exists is read from
/// Connect and Flink each time, so a runner may die at any moment.
public final class PipelineReconciler implements AutoCloseable {

  private static final Duration BUSY_PAUSE = Duration.ofMillis(100);
  private static final Duration IDLE_PAUSE = Duration.ofSeconds(1);
  private static final int THREADS = 8;
  private static final String CONNECT = "connect";
  private static final Set<String> FLINK = Set.of("flink-jobmanager", "flink-sql-gateway");

  private final Platform platform;
  private final String install;
  private final HttpClient http = JsonHttp.newClient();
  private final ExecutorService executor;
  private final Runnable wake;
  private final Teardown teardown;
  private final SetAside setAside;
  private final TableSnapshots snapshots = new TableSnapshots();
  private final TopicWatch topics;
  private final Map<String, Supervised> supervised = new HashMap<>();
  private final Map<String, Status> statuses = new HashMap<>();
  private final Set<String> ran = new HashSet<>();

  /// Those with nothing left to be done, whatever they tell.
  private final Set<String> running = new HashSet<>();

  private Map<String, WaitingLetters> deadLetters = Map.of();
  private @Nullable Services services;
  private boolean converged;

  private record Supervised(String digest, PipelineSupervisor supervisor, PipelineMeter meter) {}

  public PipelineReconciler(Platform platform) {
    this(platform, "", () -> {});
  }

  /// @param install the install's id: it makes the names of replication slots differ where two
  ///   installs read one database
  /// @param wake called, from any thread, when another look is worth while before [#pause] is over
  public PipelineReconciler(Platform platform, String install, Runnable wake) {
    this.platform = platform;
    this.install = install;
    this.wake = wake;
    executor =
        new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("pipelines-", 0).factory());
    teardown = new Teardown(executor, wake);
    setAside = new SetAside(executor, wake);
    topics = new TopicWatch(executor);
  }

  public List<PipelineStatus> reconcile(
      List<DesiredState.Connector> connectors,
      OpenedSecrets secrets,
      List<DesiredState.Pipeline> pipelines) {
    Services at = services();
    Sight sight = look(at);
    Map<String, DesiredState.Connector> byName = new HashMap<>();
    connectors.forEach(connector -> byName.put(connector.name(), connector));
    supervised.keySet().retainAll(pipelines.stream().map(DesiredState.Pipeline::name).toList());
    List<PipelineStatus> all = new ArrayList<>();
    for (DesiredState.Pipeline pipeline : pipelines) {
      PipelineStatus status = one(pipeline, byName, secrets, sight, at);
      all.add(status.with(parts(pipeline.name(), sight)));
    }
    setAside.tick(pipelines, sight, at);
    topics.look(sight, at, supervised.keySet());
    Set<String> leaving = removeOthers(pipelines, byName, sight, at);
    for (String name : leaving) {
      if (pipelines.stream().noneMatch(pipeline -> pipeline.name().equals(name))) {
        all.add(
            new PipelineStatus(
                name, since(name, State.STOPPED, "It is being removed.", ""), Optional.empty()));
      }
    }
    ran.retainAll(supervised.keySet());
    snapshots.retain(supervised.keySet());
    running.retainAll(supervised.keySet());
    statuses.keySet().retainAll(all.stream().map(PipelineStatus::name).toList());
    converged = leaving.isEmpty() && all.stream().allMatch(this::settled);
    return all;
  }

  /// Whether the last [#reconcile] found everything as wished.
  public boolean converged() {
    return converged;
  }

  /// How long the caller may wait before it looks again.
  public Duration pause() {
    return converged ? IDLE_PAUSE : BUSY_PAUSE;
  }

  /// A pipeline that has set rows aside is degraded, and all the same as wished.
  private boolean settled(PipelineStatus status) {
    return switch (status.status().state()) {
      case RUNNING, PAUSED, STOPPED -> true;
      case DEGRADED -> running.contains(status.name());
      case CREATING, BROKEN -> false;
    };
  }

  private Services services() {
    Endpoints endpoints = platform.endpoints();
    Services known = services;
    if (known == null || !known.endpoints().equals(endpoints)) {
      known = Services.at(endpoints, http);
      services = known;
      supervised.clear();
    }
    return known;
  }

  /// Asks only components that run as this platform's own: where one of them could not start, what
  /// answers at its address is somebody else's, with pipelines that are none of ours to remove.
  private Sight look(Services at) {
    Set<String> running =
        platform.observe().stream()
            .filter(each -> each.status().state() == State.RUNNING)
            .map(ComponentStatus::name)
            .collect(Collectors.toSet());
    long seenAt = System.nanoTime();
    Optional<Map<String, ConnectorState>> connectors =
        running.contains(CONNECT) ? ask(() -> at.connect().connectors()) : Optional.empty();
    WorkerFigures figures =
        connectors.isPresent()
            ? ask(() -> at.connect().metrics()).orElse(WorkerFigures.NONE)
            : WorkerFigures.NONE;
    Optional<List<FlinkJob>> jobs =
        running.containsAll(FLINK) ? ask(() -> at.flink().jobs()) : Optional.empty();
    if (connectors.isPresent()) {
      deadLetters = ask(() -> at.connect().deadLetters()).orElse(deadLetters);
    }
    return new Sight(seenAt, connectors, jobs, figures, deadLetters);
  }

  private static <T> Optional<T> ask(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (ServiceException _) {
      return Optional.empty();
    }
  }

  private PipelineStatus one(
      DesiredState.Pipeline pipeline,
      Map<String, DesiredState.Connector> connectors,
      OpenedSecrets secrets,
      Sight sight,
      Services at) {
    String name = pipeline.name();
    try {
      Wish wish = Wish.of(pipeline, connectors, secrets);
      Supervised current = supervised(wish);
      List<PartState> parts = current.supervisor().tick(sight, at, wish);
      Optional<DeadLetters> letters = SetAside.of(name, sight);
      Optional<Trouble> refused =
          letters.map(
              each -> SetAside.trouble(name, wish.destination().endpoint().address(), each));
      Status status = status(name, parts, wish.runState(), refused);
      Optional<PipelineMetrics> metrics = current.supervisor().metrics(current.meter(), sight, at);
      return new PipelineStatus(
          name,
          status,
          metrics,
          letters,
          PipelineParts.NONE,
          snapshots.progress(new PipelineNames(install, name), wish, sight));
    } catch (Trouble.Found e) {
      Trouble trouble = e.trouble();
      return new PipelineStatus(
          name, since(name, State.BROKEN, trouble.reason(), trouble.nextStep()), Optional.empty());
    } catch (ServiceException e) {
      return new PipelineStatus(
          name, since(name, State.DEGRADED, String.valueOf(e.getMessage()), ""), Optional.empty());
    }
  }

  private PipelineParts parts(String pipeline, Sight sight) {
    return new PipelineParts(
        Tasks.of(new PipelineNames(install, pipeline), sight), topics.of(pipeline));
  }

  private Supervised supervised(Wish wish) {
    String digest = wish.digest();
    Supervised known = supervised.get(wish.name());
    if (known == null || !known.digest().equals(digest)) {
      PipelineNames names = new PipelineNames(install, wish.name());
      PipelineMeter meter = known == null ? new PipelineMeter(names) : known.meter();
      known =
          new Supervised(
              digest, new PipelineSupervisor(names, wish, platform, executor, wake), meter);
      supervised.put(wish.name(), known);
    }
    return known;
  }

  private Status status(
      String name, List<PartState> parts, RunState wished, Optional<Trouble> refused) {
    running.remove(name);
    List<Trouble> troubles = new ArrayList<>();
    List<Trouble> lesser = new ArrayList<>();
    List<String> pending = new ArrayList<>();
    for (PartState part : parts) {
      switch (part) {
        case PartState.Ready _ -> {}
        case PartState.Pending waiting -> pending.add(waiting.what());
        case PartState.Degraded(Trouble trouble) -> lesser.add(trouble);
        case PartState.Failing failing -> troubles.add(failing.trouble());
      }
    }
    Optional<Trouble> worst = troubles.stream().filter(trouble -> !trouble.passing()).findFirst();
    if (worst.isPresent()) {
      return since(name, State.BROKEN, worst.get().reason(), worst.get().nextStep());
    }
    if (!troubles.isEmpty()) {
      Trouble first = troubles.getFirst();
      // One that has run is degraded when something is away; a new one is still being created.
      State state = ran.contains(name) ? State.DEGRADED : State.CREATING;
      return since(name, state, first.reason(), first.nextStep());
    }
    if (!pending.isEmpty()) {
      return since(name, State.CREATING, pending.getFirst(), "");
    }
    ran.add(name);
    running.add(name);
    refused.ifPresent(lesser::add);
    return switch (wished) {
      case RUNNING ->
          lesser.stream()
              .findFirst()
              .map(each -> since(name, State.DEGRADED, each.reason(), each.nextStep()))
              .orElseGet(() -> since(name, State.RUNNING, "", ""));
      case PAUSED -> since(name, State.PAUSED, "It is paused.", "Resume it to let rows flow.");
      case STOPPED ->
          since(name, State.STOPPED, "It is stopped.", "Resume it to go on where it stopped.");
    };
  }

  private Status since(String name, State state, String reason, String nextStep) {
    Status last = statuses.get(name);
    Instant since = last != null && last.state() == state ? last.since() : Instant.now();
    Status now = new Status(state, reason, nextStep, since);
    statuses.put(name, now);
    return now;
  }

  private Set<String> removeOthers(
      List<DesiredState.Pipeline> pipelines,
      Map<String, DesiredState.Connector> connectors,
      Sight sight,
      Services at) {
    Set<String> kept = new HashSet<>();
    Set<String> keptJobs = new HashSet<>();
    for (DesiredState.Pipeline pipeline : pipelines) {
      PipelineNames names = new PipelineNames(install, pipeline.name());
      boolean lake = IcebergEndpoint.is(connectors.get(pipeline.destination()));
      if (!lake) {
        kept.add(names.destination());
      }
      keep(names, pipeline, lake, sight, kept, keptJobs);
    }
    return teardown.tick(sight, at, kept, keptJobs);
  }

  private static void keep(
      PipelineNames names,
      DesiredState.Pipeline pipeline,
      boolean lake,
      Sight sight,
      Set<String> kept,
      Set<String> keptJobs) {
    List<TableName> tables = new ArrayList<>();
    for (DesiredState.Table table : pipeline.tables()) {
      TableName.parse(table.source())
          .ifPresent(
              parsed -> {
                tables.add(parsed);
                if (lake) {
                  keptJobs.add(names.delivery(parsed));
                }
                if (table.transform().isPresent()) {
                  keptJobs.add(names.job(parsed));
                }
              });
    }
    SourceShares.of(names, tables, sight, pipeline.resets()).tables().keySet().stream()
        .map(names::source)
        .forEach(kept::add);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    http.shutdownNow();
  }
}
