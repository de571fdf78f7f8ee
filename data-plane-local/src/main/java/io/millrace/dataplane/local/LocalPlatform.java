package io.millrace.dataplane.local;

import io.millrace.dataplane.Endpoints;
import io.millrace.dataplane.Platform;
import io.millrace.process.ChildSpec;
import io.millrace.process.ChildStatus;
import io.millrace.process.Supervisor;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A data plane of supervised processes on this machine.
public final class LocalPlatform implements Platform {

  private static final Logger LOG = System.getLogger("local-platform");

  static final List<LocalComponent> COMPONENTS =
      List.of(
          new KafkaComponent(),
          new SchemaRegistryComponent(),
          new ConnectComponent(),
          new FlinkComponent(FlinkComponent.Role.JOB_MANAGER),
          new FlinkComponent(FlinkComponent.Role.TASK_MANAGER),
          new FlinkComponent(FlinkComponent.Role.SQL_GATEWAY));

  /// What writes stops before what it writes to.
  public static final List<String> STOP_ORDER =
      List.of(
          "connect",
          "flink-sql-gateway",
          "flink-taskmanager",
          "flink-jobmanager",
          "schema-registry",
          "kafka");

  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);
  private static final Duration CALM_BEFORE_TRAINING = Duration.ofSeconds(30);
  private static final Wish NOTHING =
      new Wish(new Release("", "", List.of()), List.of(), Instant.EPOCH);

  private final LocalPlatformConfig config;
  private final Supervisor supervisor;
  private final Fetcher fetcher;
  private final Tools tools;
  private final AheadOfTime caches;
  private final Secrets secrets;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private final Thread converger;
  private final Thread trainer;

  /// Held while a component is being asked for, and while all are being stopped.
  private final Object steering = new Object();

  private volatile Wish wish = NOTHING;

  private record Wish(Release release, List<DesiredState.Component> components, Instant since) {
    boolean same(Wish other) {
      return release.equals(other.release) && components.equals(other.components);
    }
  }

  private record Failure(String reason, String nextStep, Instant since) {}

  private LocalPlatform(LocalPlatformConfig config) {
    this.config = config;
    this.supervisor = new Supervisor(config.dataPlane());
    this.fetcher = new Fetcher(config, this::changed);
    this.tools = new Tools(config, fetcher);
    this.caches = new AheadOfTime(config.cache());
    this.secrets = new Secrets(config.secrets());
    this.converger = Thread.ofPlatform().name("local-platform").daemon().unstarted(this::converge);
    this.trainer = Thread.ofPlatform().name("training").daemon().unstarted(this::train);
    supervisor.onChange(this::changed);
  }

  /// The data plane in this home. Its processes of an earlier life are adopted as soon as they are
  /// wished for again. Only one process at a time may have a home open.
  public static LocalPlatform open(LocalPlatformConfig config) {
    LocalPlatform platform = new LocalPlatform(config);
    platform.converger.start();
    if (config.training()) {
      platform.trainer.start();
    }
    return platform;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void apply(Release release, List<DesiredState.Component> components) {
    Wish next = new Wish(release.withPluginsOf(components), List.copyOf(components), Instant.now());
    if (!next.same(wish)) {
      wish = next;
      wishes.add(next);
    }
  }

  /// One wish after the other; a newer one replaces those that wait. What failed is tried again.
  private void converge() {
    Wish current = NOTHING;
    boolean done = true;
    try {
      endTrainings();
      while (true) {
        Wish next =
            done ? wishes.take() : wishes.poll(TRY_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null && !wishes.isEmpty()) {
          continue;
        }
        current = next == null ? current : next;
        done = !current.equals(wish) || bringAbout(current);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Those of an earlier life: nobody waits for them any more.
  private void endTrainings() throws InterruptedException {
    for (String orphan : supervisor.orphans()) {
      if (orphan.startsWith(Training.PREFIX)) {
        supervisor.kill(orphan);
      }
    }
  }

  private boolean bringAbout(Wish wanted) throws InterruptedException {
    Set<String> names =
        wanted.components().stream()
            .map(DesiredState.Component::name)
            .collect(Collectors.toCollection(HashSet::new));
    for (String name : STOP_ORDER) {
      if (!names.contains(name)) {
        supervisor.remove(name);
        failures.remove(name);
      }
    }
    boolean all = true;
    List<ReleaseComponent> missing = new ArrayList<>();
    for (DesiredState.Component each : inOrder(wanted.components())) {
      Optional<ReleaseComponent> released = released(wanted, each.name());
      if (released.isEmpty() || byName(each.name()).isEmpty()) {
        fail(
            each.name(),
            "The release "
                + wanted.release().version()
                + " has no component of this name for the platform local",
            "Upgrade the runner, or let the control plane name a release that has it");
      } else if (fetcher.complete(released.get())) {
        all &= start(wanted, released.get());
      } else {
        missing.add(released.get());
      }
    }
    return (missing.isEmpty() || fetcher.fetch(missing, each -> start(wanted, each))) && all;
  }

  private boolean start(Wish wanted, ReleaseComponent released) {
    try {
      LocalComponent component = byName(released.name()).orElseThrow();
      ChildSpec spec = component.spec(config, released, caches::use);
      synchronized (steering) {
        if (wanted.equals(wish)) {
          supervisor.ensure(spec);
        }
      }
      if (failures.remove(released.name()) != null) {
        changed();
      }
      return true;
    } catch (IOException e) {
      fail(
          released.name(),
          "Its configuration cannot be written: " + e.getMessage(),
          "Check free disk space and the permissions of " + config.dataPlane());
      return false;
    }
  }

  private void fail(String component, String reason, String nextStep) {
    Failure before = failures.get(component);
    if (before == null || !before.reason().equals(reason)) {
      failures.put(component, new Failure(reason, nextStep, Instant.now()));
      changed();
    }
  }

  private static Optional<LocalComponent> byName(String name) {
    return COMPONENTS.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static Optional<ReleaseComponent> released(Wish wanted, String name) {
    return wanted.release().components().stream()
        .filter(each -> each.name().equals(name))
        .findFirst();
  }

  private static List<DesiredState.Component> inOrder(List<DesiredState.Component> components) {
    List<String> order = COMPONENTS.stream().map(LocalComponent::name).toList();
    return components.stream()
        .sorted(Comparator.comparingInt(each -> order.indexOf(each.name())))
        .toList();
  }

  /// Once everything has run for a while, makes the ahead-of-time caches that are missing.
  private void train() {
    Training training = new Training(config, supervisor, caches, COMPONENTS);
    Instant calmSince = Instant.now();
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(2);
        Wish wanted = wish;
        if (!allRun(wanted)) {
          calmSince = Instant.now();
        } else if (calmSince.plus(CALM_BEFORE_TRAINING).isBefore(Instant.now())) {
          if (!training.complete(wanted.release())) {
            training.run(wanted.release());
          }
          return;
        }
      }
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "Ahead-of-time caches could not be made; components start as well, only slower: {0}",
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean allRun(Wish wanted) {
    List<ComponentStatus> statuses = observe();
    return statuses.size() == COMPONENTS.size()
        && wanted.equals(wish)
        && statuses.stream().allMatch(each -> each.status().state() == State.RUNNING);
  }

  @Override
  public List<ComponentStatus> observe() {
    Wish wanted = wish;
    Map<String, ChildStatus> children =
        supervisor.observe().stream().collect(Collectors.toMap(ChildStatus::name, each -> each));
    List<ComponentStatus> statuses = new ArrayList<>();
    for (DesiredState.Component each : inOrder(wanted.components())) {
      statuses.add(status(wanted, each.name(), children.get(each.name())));
    }
    return statuses;
  }

  private ComponentStatus status(Wish wanted, String name, @Nullable ChildStatus child) {
    String version = released(wanted, name).map(ReleaseComponent::version).orElse("");
    Failure failure = failures.get(name);
    if (failure != null) {
      Status status =
          new Status(State.BROKEN, failure.reason(), failure.nextStep(), failure.since());
      return status(name, version, status, 0, 0);
    }
    Fetcher.Progress progress = fetcher.progress(name);
    if (progress != null) {
      Fetcher.Failure failed = progress.failure();
      Status status =
          failed == null
              ? new Status(State.CREATING, "Its artifacts are being fetched", "", progress.since())
              : new Status(State.BROKEN, failed.reason(), failed.nextStep(), progress.since());
      return status(name, version, status, progress.fetchedBytes(), progress.totalBytes());
    }
    if (child == null) {
      Status status =
          new Status(State.CREATING, "It waits for its turn to be started", "", wanted.since());
      return status(name, version, status, 0, 0);
    }
    return new ComponentStatus(
        name,
        version,
        new Status(state(child), child.reason(), child.nextStep(), child.since()),
        child.residentBytes(),
        child.restarts(),
        0,
        0,
        child.startedAt());
  }

  private static ComponentStatus status(
      String name, String version, Status status, long fetched, long total) {
    return new ComponentStatus(name, version, status, 0, 0, fetched, total, Optional.empty());
  }

  private static State state(ChildStatus child) {
    return switch (child.phase()) {
      case STARTING -> State.CREATING;
      case RUNNING -> State.RUNNING;
      case UNHEALTHY, BACKING_OFF -> State.DEGRADED;
      case BLOCKED -> State.BROKEN;
      case STOPPING, STOPPED -> State.STOPPED;
    };
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    for (ChildStatus child : supervisor.observe()) {
      if (child.phase() == ChildStatus.Phase.RUNNING) {
        AheadOfTime.worked(config.folder(child.name()));
      }
    }
    listeners.forEach(Runnable::run);
  }

  @Override
  public Endpoints endpoints() {
    Ports ports = config.ports();
    return new Endpoints(
        ports.kafkaAddress(),
        Ports.http(ports.connect()),
        Ports.http(ports.registry()),
        Ports.http(ports.flinkRest()),
        Ports.http(ports.sqlGateway()),
        FlinkComponent.checkpoints(config));
  }

  @Override
  public void restart(String component) {
    supervisor.restart(component);
  }

  @Override
  public Map<String, String> keepSecrets(String owner, Map<String, String> wanted) {
    try {
      return secrets.keep(owner, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("Secrets cannot be kept: " + e.getMessage(), e);
    }
  }

  @Override
  public String runTool(Tool tool, Set<String> plugins, String request, Duration limit)
      throws InterruptedException {
    return tools.run(tool, wish.release(), plugins, request, limit);
  }

  @Override
  public void followLog(String component, int lines, Consumer<String> sink)
      throws InterruptedException {
    LogTail.follow(config.log(component), lines, sink);
  }

  @Override
  public void close() {
    try {
      endTraining();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    converger.interrupt();
    supervisor.close();
  }

  @Override
  public void stopAll() throws InterruptedException {
    wish = NOTHING;
    endTraining();
    synchronized (steering) {
      supervisor.stopAll(STOP_ORDER);
    }
    failures.clear();
  }

  private void endTraining() throws InterruptedException {
    trainer.interrupt();
    trainer.join();
    for (LocalComponent component : COMPONENTS) {
      supervisor.kill(Training.PREFIX + component.name());
    }
  }
}
