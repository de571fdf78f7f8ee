package io.millrace.runner;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.connection.ConnectionTester;
import io.millrace.dataplane.local.LocalPlatform;
import io.millrace.dataplane.local.LocalPlatformConfig;
import io.millrace.dataplane.pipeline.OpenedSecrets;
import io.millrace.dataplane.pipeline.PipelineReconciler;
import io.millrace.dataplane.pipeline.TransformPreviewer;
import io.millrace.runner.connection.ControlPlaneLink;
import io.millrace.runner.journal.Identities;
import io.millrace.runner.journal.Identities.Enrolment;
import io.millrace.runner.journal.Journal;
import io.millrace.runner.journal.PreviewFiles;
import io.millrace.runner.journal.SealingKeys;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.ConnectionTestResult;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.TransformPreviewResult;
import io.millrace.runner.reconcile.Desired;
import io.millrace.runner.reconcile.DiskSpace;
import io.millrace.runner.reconcile.Pipelines;
import io.millrace.runner.reconcile.Reconciler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;

/// The runner's program: wires journal, platform, pipelines and the link to the control plane.
public final class Main {

  private static final String VERSION = "0.1.0";
  private static final Duration STATUS_AT_LEAST = Duration.ofSeconds(2);
  private static final long DISK_NEEDED = 64L << 20;
  private static final Duration FIRST_CONTACT = Duration.ofSeconds(3);
  private static final int USAGE_ERROR = 2;
  private static final int ALREADY_RUNNING = 3;

  static {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$-7s %3$s %5$s%6$s%n");
  }

  private Main() {}

  public static void main(String[] args) throws Exception {
    RunnerConfig config;
    try {
      config = RunnerConfig.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(RunnerConfig.USAGE);
      System.exit(USAGE_ERROR);
      return;
    }
    try (FileChannel _ = lock(config.home())) {
      run(config);
    }
  }

  /// One runner for each home: two would take each other's processes for their own.
  private static FileChannel lock(Path home) throws IOException {
    Files.createDirectories(home);
    Path file = home.resolve("runner.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock held = channel.tryLock();
    if (held == null) {
      System.err.println(
          "A runner is at work on "
              + home
              + " already (pid "
              + Files.readString(file).strip()
              + "). Stop it first, or use another --home");
      System.exit(ALREADY_RUNNING);
    }
    channel.truncate(0);
    channel.write(
        java.nio.ByteBuffer.wrap(
            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static void run(RunnerConfig config) throws IOException, InterruptedException {
    Problems problems = new Problems();
    Identities identities = new Identities(config.home());
    ControlPlaneLink link = new ControlPlaneLink(config, identities, problems, VERSION);
    StatusFile statusFile = new StatusFile(config.home());
    AtomicReference<ObservedState> seen = new AtomicReference<>();
    Thread.ofPlatform()
        .daemon()
        .name("status")
        .start(() -> keepStatusFile(statusFile, link, problems, seen));

    Enrolment enrolment = link.awaitEnrolment();
    Desired desired =
        new Desired(
            enrolment.installId(), enrolment.signingKey(), new Journal(config.home()), problems);
    desired.resume();
    Logger.getLogger("runner")
        .info("Install " + enrolment.installId() + ", generation " + desired.generation());

    Platform platform =
        LocalPlatform.open(
            new LocalPlatformConfig(
                config.home(), ArtifactCache.ofUser(), config.dist(), config.portOffset()));
    Wake wake = new Wake();
    Reconciler reconciler =
        new Reconciler(
            desired,
            platform,
            pipelines(
                new PipelineReconciler(platform, enrolment.installId(), wake),
                new ConnectionTester(platform, wake),
                new TransformPreviewer(platform, new PreviewFiles(config.home()), wake)),
            new SealingKeys(identities, link::tellSealingKey),
            problems,
            new DiskSpace(config.home(), DISK_NEEDED),
            link::fenced,
            state -> {
              seen.set(state);
              link.report(state);
            });
    wake.target = reconciler::wake;
    link.serve(desired, reconciler::wake);
    Thread.ofPlatform()
        .name("reconcile")
        .start(
            () ->
                untilInterrupted(
                    () -> {
                      link.awaitFirstContact(FIRST_CONTACT);
                      reconciler.run();
                    }));
    untilInterrupted(link::run);
  }

  /// Pipelines wake the loop that they are a part of: whichever is made first, this stands between.
  private static final class Wake implements Runnable {
    private volatile Runnable target = () -> {};

    @Override
    public void run() {
      target.run();
    }
  }

  private static Pipelines pipelines(
      PipelineReconciler reconciler, ConnectionTester tester, TransformPreviewer previewer) {
    return new Pipelines() {
      @Override
      public List<PipelineStatus> reconcile(
          List<DesiredState.Connector> connectors,
          OpenedSecrets secrets,
          List<DesiredState.Pipeline> wanted) {
        return reconciler.reconcile(connectors, secrets, wanted);
      }

      @Override
      public List<ConnectionTestResult> tryConnections(
          List<DesiredState.ConnectionTest> tests, ConnectionTester.Opener opener) {
        return tester.run(tests, opener);
      }

      @Override
      public List<TransformPreviewResult> preview(
          List<DesiredState.TransformPreview> previews, TransformPreviewer.Around around) {
        return previewer.run(previews, around);
      }

      @Override
      public boolean converged() {
        return reconciler.converged();
      }
    };
  }

  private static void keepStatusFile(
      StatusFile file,
      ControlPlaneLink link,
      Problems problems,
      AtomicReference<ObservedState> seen) {
    untilInterrupted(
        () -> {
          List<Object> written = List.of();
          Instant due = Instant.EPOCH;
          while (true) {
            Optional<ObservedState> state = Optional.ofNullable(seen.get());
            List<Object> news = List.of(link.connected(), problems.list(), state);
            if (!news.equals(written) || Instant.now().isAfter(due)) {
              file.write(VERSION, link.connected(), problems.list(), state.orElse(null));
              written = news;
              due = Instant.now().plus(STATUS_AT_LEAST);
            }
            TimeUnit.MILLISECONDS.sleep(250);
          }
        });
  }

  private static void untilInterrupted(Loop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Loop {
    void run() throws InterruptedException;
  }
}
