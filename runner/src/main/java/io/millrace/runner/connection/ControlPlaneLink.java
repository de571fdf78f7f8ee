package io.millrace.runner.connection;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.millrace.runner.Problems;
import io.millrace.runner.RunnerConfig;
import io.millrace.runner.journal.Identities;
import io.millrace.runner.journal.Identities.Enrolment;
import io.millrace.runner.journal.Identities.Keys;
import io.millrace.runner.protocol.Envelope;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.WireFormat;
import io.millrace.runner.reconcile.Desired;
import io.millrace.runner.v1.HeartbeatResponse;
import io.millrace.runner.v1.RunnerInfo;
import io.millrace.runner.v1.WatchResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps the runner connected: enrols once, holds the stream, fetches what is newer, reports,
/// renews its certificate. One thread does all of it, by what comes into its queue; when anything
/// fails, the session is closed and, after a pause, opened again.
public final class ControlPlaneLink {

  private static final Logger LOG = Logger.getLogger("link");
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofSeconds(60);
  private static final Duration MOST_SKEW = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CERTIFICATE_LIFE = Duration.ofHours(24);

  private final RunnerConfig config;
  private final Identities identities;
  private final Problems problems;
  private final RunnerInfo info;
  private final ExecutorService executor = Executors.newCachedThreadPool(ControlPlaneLink::thread);

  /// Of the present session; what an ended one still says goes to its own queue and is lost.
  private volatile LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private volatile @Nullable Desired desired;
  private volatile boolean fenced;
  private final CountDownLatch contacted = new CountDownLatch(1);
  private volatile boolean connected;
  private volatile @Nullable ObservedState latest;
  private Runnable desiredChanged = () -> {};
  private long sequence;

  private sealed interface Event {
    record GenerationOut(long generation) implements Event {}

    record Ended(@Nullable Throwable failure) implements Event {}

    record Report() implements Event {}

    record SealingKeyChanged() implements Event {}
  }

  public ControlPlaneLink(
      RunnerConfig config, Identities identities, Problems problems, String version) {
    this.config = config;
    this.identities = identities;
    this.problems = problems;
    this.info = SelfMeasure.info(version, config.platform());
  }

  /// Connects what is fetched with what is reconciled. `changed` is called after a newer
  /// DesiredState was accepted.
  public void serve(Desired goal, Runnable changed) {
    desiredChanged = changed;
    desired = goal;
  }

  public boolean connected() {
    return connected;
  }

  /// Whether another runner holds this install's session, so that this one must not act.
  public boolean fenced() {
    return fenced;
  }

  /// Waits until the control plane has taken this runner in, refused it, or could not be reached:
  /// who acts before may find that another runner with its identity is at work.
  public void awaitFirstContact(Duration limit) throws InterruptedException {
    if (!contacted.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.info("The control plane takes its time; the runner goes by its journal");
    }
  }

  /// Sends the newest of what was offered, soon.
  public void report(ObservedState state) {
    latest = state;
    if (events.stream().noneMatch(Event.Report.class::isInstance)) {
      events.add(new Event.Report());
    }
  }

  /// Sends the next heartbeat now: it says which keys there are.
  public void tellSealingKey() {
    events.add(new Event.SealingKeyChanged());
  }

  /// The identity; enrols if there is none yet. Blocks until it succeeds.
  public Enrolment awaitEnrolment() throws InterruptedException {
    int failures = 0;
    while (true) {
      try {
        Optional<Enrolment> known = identities.enrolment();
        if (known.isPresent()) {
          return known.get();
        }
        Optional<String> token = read(config.enrolmentTokenFile());
        Optional<String> authority = read(config.authorityFile());
        if (token.isPresent() && authority.isPresent()) {
          Enrolment enrolment =
              Session.enrol(
                  config.controlPlane(),
                  authority.get(),
                  token.get().strip(),
                  identities.keys(),
                  info,
                  executor);
          identities.save(enrolment);
          problems.clear("not-authenticated");
          problems.clear("control-plane-unreachable");
          LOG.log(Level.INFO, "Enrolled as install {0}", enrolment.installId());
          return enrolment;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (IOException | StatusRuntimeException e) {
        raise(Trouble.of(e, config.controlPlane()));
        pause(++failures);
      }
    }
  }

  private static Optional<String> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /// Holds a session for as long as this process lives.
  public void run() throws InterruptedException {
    int failures = 0;
    while (true) {
      Instant opened = Instant.now();
      try {
        Enrolment enrolment = identities.enrolment().orElseThrow();
        hold(enrolment, identities.keys());
      } catch (IOException | RuntimeException e) {
        raise(Trouble.of(e, config.controlPlane()));
      }
      connected = false;
      failures = opened.plusSeconds(30).isBefore(Instant.now()) ? 1 : failures + 1;
      pause(failures);
    }
  }

  private void hold(Enrolment enrolment, Keys keys) throws IOException, InterruptedException {
    LinkedBlockingQueue<Event> own = new LinkedBlockingQueue<>();
    events = own;
    try (Session session = new Session(config.controlPlane(), enrolment, keys, executor)) {
      session.watch(info, generation(), new WatchObserver(own));
      Instant nextHeartbeat = Instant.now();
      Instant nextPoll = Instant.now().plus(POLL);
      while (true) {
        Event event = own.poll(1, TimeUnit.SECONDS);
        switch (event) {
          case null -> {}
          case Event.GenerationOut out -> {
            established();
            if (out.generation() != generation()) {
              fetch(session);
            }
          }
          case Event.Ended ended -> {
            throw ended.failure() instanceof StatusRuntimeException failure
                ? failure
                : Status.UNAVAILABLE.withDescription("It ended the stream").asRuntimeException();
          }
          case Event.Report _ -> send(session);
          case Event.SealingKeyChanged _ -> nextHeartbeat = Instant.now();
        }
        Instant now = Instant.now();
        if (connected && !now.isBefore(nextHeartbeat)) {
          heartbeat(session);
          nextHeartbeat = now.plus(HEARTBEAT);
          if (needsRenewal(enrolment)) {
            identities.save(session.renew(enrolment, keys));
            LOG.info("The certificate was renewed");
            return;
          }
        }
        if (connected && now.isAfter(nextPoll)) {
          fetch(session);
          nextPoll = now.plus(POLL);
        }
      }
    }
  }

  private static boolean needsRenewal(Enrolment enrolment) {
    return Instant.now().plus(CERTIFICATE_LIFE.dividedBy(3)).isAfter(enrolment.notAfter());
  }

  private void established() {
    if (!connected) {
      LOG.log(Level.INFO, "Connected to {0}", config.controlPlane());
    }
    connected = true;
    fenced = false;
    contacted.countDown();
    for (String code :
        new String[] {
          "control-plane-unreachable", "second-runner", "not-authenticated", "certificate-time"
        }) {
      problems.clear(code);
    }
    if (latest != null) {
      events.add(new Event.Report());
    }
  }

  private long generation() {
    Desired goal = desired;
    return goal == null ? 0 : goal.generation();
  }

  private void fetch(Session session) throws IOException {
    Desired goal = desired;
    Optional<Envelope> envelope = session.fetchDesiredState(generation());
    if (goal != null && envelope.isPresent() && goal.offer(envelope.get(), session::fetchRelease)) {
      LOG.log(Level.INFO, "Accepted generation {0}", generation());
    }
    // A refusal is a change as well: it is to be seen.
    desiredChanged.run();
  }

  private void send(Session session) {
    ObservedState state = latest;
    if (state != null && connected) {
      session.report(info.getSession(), ++sequence, state);
    }
  }

  private void heartbeat(Session session) throws IOException {
    Instant before = Instant.now();
    HeartbeatResponse response =
        session.heartbeat(info, SelfMeasure.load(), identities.keys().sealing());
    Duration skew = Duration.between(WireFormat.fromProto(response.getServerTime()), before).abs();
    if (skew.compareTo(MOST_SKEW) > 0) {
      problems.raise(
          "clock-skew",
          "This machine's clock differs from the control plane's",
          "They are more than a minute apart",
          "Turn on time synchronisation on this machine (timedatectl set-ntp true); certificates"
              + " and figures depend on it");
    } else {
      problems.clear("clock-skew");
    }
  }

  private void raise(Trouble trouble) {
    problems.raise(trouble.code(), trouble.what(), trouble.why(), trouble.nextStep());
    if (trouble.fenced()) {
      fenced = true;
    }
    contacted.countDown();
  }

  private static void pause(int failures) throws InterruptedException {
    long longest = LONGEST_PAUSE.toMillis();
    long millis = Math.min(longest, 200L << Math.min(failures - 1, 10));
    TimeUnit.MILLISECONDS.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }

  private static Thread thread(Runnable task) {
    return Thread.ofPlatform().daemon().name("grpc").unstarted(task);
  }

  private record WatchObserver(LinkedBlockingQueue<Event> events)
      implements StreamObserver<WatchResponse> {
    @Override
    public void onNext(WatchResponse message) {
      events.add(new Event.GenerationOut(message.getGeneration()));
    }

    @Override
    public void onError(Throwable failure) {
      events.add(new Event.Ended(failure));
    }

    @Override
    public void onCompleted() {
      events.add(new Event.Ended(null));
    }
  }
}
