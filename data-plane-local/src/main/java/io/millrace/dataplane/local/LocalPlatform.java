package io.millrace.dataplane.local;

import io.millrace.dataplane.Endpoints;
import io.millrace.dataplane.Platform;
import io.millrace.process.ChildSpec;
import io.millrace.process.ChildStatus;
import io.millrace.process.Command;
import io.millrace.process.Supervisor;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A data plane of supervised processes on this machine.
public final class LocalPlatform implements Platform {

  private static final List<LocalComponent> COMPONENTS =
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

  private static final Duration FETCH_AGAIN_AFTER = Duration.ofSeconds(10);

  private final LocalPlatformConfig config;
  private final Supervisor supervisor;
  private final Fetcher fetcher;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final Thread converger;

  private volatile Wish wish = new Wish(new Release("", "", List.of()), List.of());
  private final Map<String, Failure> failures = new TreeMap<>();

  private record Wish(Release release, List<DesiredState.Component> components) {}

  private record Failure(String reason, String nextStep, Instant since) {}

  private LocalPlatform(LocalPlatformConfig config) {
    this.config = config;
    this.supervisor = new Supervisor(config.dataPlane());
    this.fetcher = new Fetcher(config, this::changed);
    this.converger = Thread.ofPlatform().name("local-platform").daemon().unstarted(this::converge);
    supervisor.onChange(this::changed);
  }

  /// The data plane in this home. Its processes of an earlier life are adopted as soon as they are
  /// wished for again. Only one process at a time may have a home open.
  public static LocalPlatform open(LocalPlatformConfig config) {
    LocalPlatform platform = new LocalPlatform(config);
    platform.converger.start();
    return platform;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void apply(Release release, List<DesiredState.Component> components) {
    Wish next = new Wish(release, List.copyOf(components));
    if (!next.equals(wish)) {
      wish = next;
      wishes.add(next);
    }
  }

  /// One wish after the other; a newer one replaces those that wait. What failed is tried again.
  private void converge() {
    Wish current = null;
    boolean done = true;
    try {
      while (true) {
        Wish next =
            done ? wishes.take() : wishes.poll(FETCH_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null && !wishes.isEmpty()) {
          continue;
        }
        current = next == null ? current : next;
        done = current == null || bringAbout(current);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
      }
    }
    boolean all = true;
    List<LocalComponent> fetching = new ArrayList<>();
    for (LocalComponent component : COMPONENTS) {
      if (names.contains(component.name())) {
        ReleaseComponent released = wanted.release().component(component.name());
        if (fetcher.complete(released)) {
          all &= start(component, released);
        } else {
          fetching.add(component);
        }
      }
    }
    for (LocalComponent component : fetching) {
      ReleaseComponent released = wanted.release().component(component.name());
      all &= fetcher.fetch(released) && start(component, released);
    }
    return all;
  }

  private boolean start(LocalComponent component, ReleaseComponent released) {
    try {
      ChildSpec spec = component.spec(config, released);
      supervisor.ensure(spec);
      fail(component.name(), null);
      return true;
    } catch (IOException e) {
      fail(
          component.name(),
          new Failure(
              "Its configuration cannot be written: " + e.getMessage(),
              "Check free disk space and the permissions of " + config.dataPlane(),
              Instant.now()));
      return false;
    }
  }

  private synchronized void fail(String component, @Nullable Failure failure) {
    if (failure == null) {
      failures.remove(component);
    } else {
      failures.put(component, failure);
    }
    changed();
  }

  @Override
  public synchronized List<ComponentStatus> observe() {
    Wish wanted = wish;
    Map<String, ChildStatus> children =
        supervisor.observe().stream().collect(Collectors.toMap(ChildStatus::name, each -> each));
    return wanted.components().stream()
        .map(each -> status(wanted.release().component(each.name()), children.get(each.name())))
        .sorted(Comparator.comparingInt(each -> order(each.name())))
        .toList();
  }

  private static int order(String name) {
    return COMPONENTS.stream().map(LocalComponent::name).toList().indexOf(name);
  }

  private ComponentStatus status(ReleaseComponent released, @Nullable ChildStatus child) {
    Failure failure = failures.get(released.name());
    Fetcher.Progress progress = fetcher.progress(released.name());
    if (failure != null) {
      Status status =
          new Status(State.BROKEN, failure.reason(), failure.nextStep(), failure.since());
      return status(released, status, 0, 0);
    }
    if (progress != null) {
      Fetcher.Failure failed = progress.failure();
      Status status =
          failed == null
              ? new Status(State.CREATING, "Its artifacts are being fetched", "", Instant.now())
              : new Status(State.BROKEN, failed.reason(), failed.nextStep(), Instant.now());
      return status(released, status, progress.fetchedBytes(), progress.totalBytes());
    }
    if (child == null) {
      Status status =
          new Status(State.CREATING, "It waits for its turn to be started", "", Instant.now());
      return status(released, status, 0, 0);
    }
    return new ComponentStatus(
        released.name(),
        released.version(),
        new Status(state(child), child.reason(), child.nextStep(), child.since()),
        child.residentBytes(),
        child.restarts(),
        0,
        0,
        child.startedAt());
  }

  private static ComponentStatus status(
      ReleaseComponent released, Status status, long fetched, long total) {
    return new ComponentStatus(
        released.name(), released.version(), status, 0, 0, fetched, total, Optional.empty());
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
  public Map<String, String> keepSecrets(String owner, Map<String, String> secrets) {
    Path folder = config.secrets().resolve(owner);
    try {
      Files0600.createFolder(config.secrets());
      if (secrets.isEmpty()) {
        delete(folder);
        return Map.of();
      }
      Files0600.createFolder(folder);
      Map<String, String> expressions = new TreeMap<>();
      for (Map.Entry<String, String> secret : secrets.entrySet()) {
        Files0600.write(folder.resolve(secret.getKey()), secret.getValue());
        expressions.put(secret.getKey(), "${dir:" + folder + ":" + secret.getKey() + "}");
      }
      return expressions;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Secrets cannot be kept: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public String runTool(Tool tool, String request, Duration limit) throws InterruptedException {
    try {
      List<String> command =
          switch (tool) {
            case PROBE ->
                new JavaCommand(JavaCommand.Compilers.C1)
                    .heap(64)
                    .main(
                        LocalComponent.jars(config.dist().resolve("data-plane-probe")),
                        "io.millrace.dataplane.probe.Main");
          };
      Command ended = Command.run(command, request, limit);
      ended.orElseThrow("The probe failed");
      return ended.output();
    } catch (IOException e) {
      throw new ToolFailedException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void followLog(String component, int lines, Consumer<String> sink)
      throws InterruptedException {
    LogTail.follow(config.log(component), lines, sink);
  }

  @Override
  public void close() {
    converger.interrupt();
    supervisor.close();
  }

  @Override
  public void stopAll() throws InterruptedException {
    supervisor.stopAll(STOP_ORDER);
  }
}
