package io.millrace.dataplane.local;

import io.millrace.process.ChildSpec;
import io.millrace.process.ChildStatus;
import io.millrace.process.PortOwner;
import io.millrace.process.Supervisor;
import io.millrace.runner.protocol.Release;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes the ahead-of-time caches that are missing: brings up each component once more, on other
/// ports, with an empty state and the lowest priority, and ends it in an orderly way, which is when
/// a JVM writes its cache. At most two such processes run at a time, and what really runs is not
/// touched.
final class Training {

  /// Children of this name prefix are the training's; whoever finds one without a training at work
  /// may end it.
  static final String PREFIX = "training-";

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /// Long enough for the work that follows a start, such as Connect reading its topics.
  private static final Duration SETTLE = Duration.ofSeconds(5);

  /// A JVM reads, sorts and writes tens of megabytes before it ends, here with what the processor
  /// has left over.
  private static final Duration WRITE_LIMIT = Duration.ofMinutes(5);

  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final int PORT_STEP = 211;
  private static final int PORT_ATTEMPTS = 20;

  private final LocalPlatformConfig config;
  private final Supervisor supervisor;
  private final AheadOfTime caches;
  private final List<LocalComponent> components;

  Training(
      LocalPlatformConfig config,
      Supervisor supervisor,
      AheadOfTime caches,
      List<LocalComponent> components) {
    this.config = config;
    this.supervisor = supervisor;
    this.caches = caches;
    this.components = components;
  }

  /// Whether there is nothing to do.
  boolean complete(Release release) throws IOException {
    for (LocalComponent component : components) {
      if (!trained(component, release)) {
        return false;
      }
    }
    return true;
  }

  private boolean trained(LocalComponent component, Release release) throws IOException {
    ComponentProcess process = component.process(config, release.component(component.name()));
    return Files.exists(caches.cacheOf(component.name(), process.java()));
  }

  /// Does nothing if another install is at it.
  void run(Release release) throws IOException, InterruptedException {
    Files.createDirectories(caches.folder());
    try (FileChannel file =
            FileChannel.open(
                caches.folder().resolve("training.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = file.tryLock()) {
      if (held == null) {
        return;
      }
      caches.sweep();
      for (LocalComponent component : components) {
        if (!trained(component, release)) {
          train(component, release);
        }
      }
    } finally {
      delete(home());
    }
  }

  private void train(LocalComponent component, Release release)
      throws IOException, InterruptedException {
    Optional<LocalPlatformConfig> room = room();
    if (room.isEmpty()) {
      return;
    }
    LocalPlatformConfig aside = room.get();
    delete(aside.home());
    try {
      for (String needed : component.needs()) {
        start(byName(needed), aside, release, caches::use);
      }
      if (start(component, aside, release, caches::train)) {
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        supervisor.remove(PREFIX + component.name());
        ComponentProcess process = component.process(aside, release.component(component.name()));
        caches.keep(component.name(), process.java());
      }
    } finally {
      end(component.name());
      for (String needed : component.needs()) {
        end(needed);
      }
    }
  }

  private boolean start(
      LocalComponent component, LocalPlatformConfig aside, Release release, AheadOfTime.Start start)
      throws IOException, InterruptedException {
    ChildSpec spec = component.spec(aside, release.component(component.name()), start);
    supervisor.ensure(polite(spec));
    Instant end = Instant.now().plus(START_LIMIT);
    while (Instant.now().isBefore(end)) {
      ChildStatus status = supervisor.observe(PREFIX + component.name());
      if (status != null && status.phase() == ChildStatus.Phase.RUNNING) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return false;
  }

  private static ChildSpec polite(ChildSpec spec) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.addAll(spec.command());
    return new ChildSpec(
        PREFIX + spec.name(),
        command,
        spec.environment(),
        spec.workingDirectory(),
        spec.logFile(),
        spec.ports(),
        spec.health(),
        START_LIMIT,
        0,
        WRITE_LIMIT,
        spec.beforeStart());
  }

  private void end(String name) {
    try {
      supervisor.kill(PREFIX + name);
    } catch (InterruptedException e) {
      // It is on its way; its supervisor's next life ends what is left.
      Thread.currentThread().interrupt();
    }
  }

  private LocalComponent byName(String name) {
    return components.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private Path home() {
    return config.dataPlane().resolve("training");
  }

  /// The same data plane beside the real one, on ports that are free.
  private Optional<LocalPlatformConfig> room() {
    for (int attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
      LocalPlatformConfig aside =
          new LocalPlatformConfig(
              home(),
              config.cache(),
              config.dist(),
              config.portOffset() + attempt * PORT_STEP,
              false);
      if (aside.ports().all().stream().allMatch(port -> PortOwner.find(port).isEmpty())) {
        return Optional.of(aside);
      }
    }
    return Optional.empty();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
