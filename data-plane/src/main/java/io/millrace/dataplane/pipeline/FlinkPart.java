package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.flink.FlinkClient;
import io.millrace.dataplane.flink.FlinkClient.Savepoint;
import io.millrace.dataplane.flink.FlinkClient.SourceFigures;
import io.millrace.dataplane.flink.FlinkJob;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.pipeline.JobVersion.Described;
import io.millrace.dataplane.pipeline.PartState.Degraded;
import io.millrace.dataplane.pipeline.PartState.Failing;
import io.millrace.dataplane.pipeline.PartState.Pending;
import io.millrace.dataplane.pipeline.PartState.Ready;
import io.millrace.dataplane.pipeline.Trial.Verdict;
import io.millrace.dataplane.transform.TableJob;
import io.millrace.dataplane.transform.Transform;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What Flink does with one table: exactly one job runs, of the wished SQL, from the newest
/// checkpoint there is. A transform that is changed has a [Trial] first.
final class FlinkPart {

  private static final Duration SAVEPOINT_LIMIT = Duration.ofSeconds(30);
  private static final int CHECKPOINTS_WITHOUT_ROWS = 3;
  private static final Duration SAVEPOINT_POLL = Duration.ofMillis(100);

  private final String job;
  private final String subject;
  private final JobVersion wanted;
  private final Optional<Trial> trial;
  private final Attempt<Boolean> control;
  private final int restarts;
  private final Map<String, Map<String, String>> parameters = new HashMap<>();
  private @Nullable JobVersion chosen;
  private String tidied = "";
  private String figuresOf = "";
  private Optional<String> figuresPath = Optional.empty();
  private String waitingOf = "";
  private long waitingUntil;

  private FlinkPart(
      String job,
      TableJob table,
      Optional<Trial> trial,
      int restarts,
      Executor executor,
      Runnable wake) {
    this.job = job;
    this.trial = trial;
    this.restarts = restarts;
    subject = table.subject();
    wanted = new JobVersion(job, table, executor, wake);
    control = new Attempt<>(executor, wake);
  }

  /// @param restarts how often somebody has asked for a restart of such jobs
  static FlinkPart delivery(
      String job, TableJob table, int restarts, Executor executor, Runnable wake) {
    return new FlinkPart(job, table, Optional.empty(), restarts, executor, wake);
  }

  /// @param restarts as for a delivery
  static FlinkPart transform(
      String job,
      Transform transform,
      Trial.Terms terms,
      int restarts,
      Executor executor,
      Runnable wake) {
    Trial trial = new Trial(job, transform, terms, executor, wake);
    return new FlinkPart(job, transform, Optional.of(trial), restarts, executor, wake);
  }

  /// What the SELECT of the version that is to run results in; empty until that is known.
  Optional<Described> described() {
    return Optional.ofNullable(chosen).flatMap(JobVersion::described);
  }

  /// Starts a job again that has run before, and so needs nobody to make its topics: at a start of
  /// everything, Connect is the last to come up.
  void resume(Sight sight, Services services) {
    JobVersion version = choose(sight, services).version().orElse(wanted);
    Optional<Described> known = version.described();
    if (known.isPresent()
        && sight.jobs().isPresent()
        && sight.liveJobs(job).isEmpty()
        && services.checkpoints().newest(job, known.get().digest()).isPresent()) {
      startJob(sight, services, version, known.get(), () -> {});
    }
  }

  /// Which version is to run.
  ///
  /// @param version empty while none can
  /// @param otherwise why it is not the wished one
  private record Choice(Optional<JobVersion> version, Optional<PartState> otherwise) {}

  private Choice choose(Sight sight, Services services) {
    wanted.describe(sight, services);
    Verdict verdict =
        trial.map(each -> each.verdict(sight, services, wanted)).orElseGet(this::untried);
    Choice choice =
        switch (verdict) {
          case Verdict.Accepted _ -> new Choice(Optional.of(wanted), Optional.empty());
          case Verdict.Open(String what) ->
              new Choice(
                  wanted.described().isEmpty() ? Optional.empty() : standing(services),
                  Optional.of(new Pending(what)));
          case Verdict.Refused(Trouble trouble) -> {
            Optional<JobVersion> standing = standing(services);
            yield new Choice(
                standing,
                Optional.of(standing.isPresent() ? new Degraded(trouble) : new Failing(trouble)));
          }
        };
    choice.version().ifPresent(version -> version.describe(sight, services));
    chosen = choice.version().orElse(null);
    return choice;
  }

  private Optional<JobVersion> standing(Services services) {
    return trial.flatMap(each -> each.standing(services, wanted));
  }

  private Verdict untried() {
    if (wanted.described().isPresent()) {
      return new Verdict.Accepted();
    }
    return wanted
        .undescribed()
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> new Verdict.Open(subject + " is being read by Flink."));
  }

  /// @param before run in the background ahead of starting the job
  PartState tick(Sight sight, Services services, Runnable before) {
    Choice choice = choose(sight, services);
    if (sight.jobs().isEmpty()) {
      return new Failing(new Trouble("Flink does not answer, so rows wait in Kafka.", "", true));
    }
    if (choice.version().isEmpty()) {
      return choice.otherwise().filter(Failing.class::isInstance).orElseGet(() -> asItIs(sight));
    }
    PartState kept = keep(sight, services, choice.version().get(), before);
    return switch (kept) {
      case Ready _ -> choice.otherwise().filter(Degraded.class::isInstance).orElse(kept);
      case Pending _, Degraded _, Failing _ -> kept;
    };
  }

  /// While it is not known what should run, what runs goes on.
  private PartState asItIs(Sight sight) {
    Optional<Trouble> trouble = wanted.undescribed();
    if (sight.liveJobs(job).stream().anyMatch(FlinkJob::running)) {
      return trouble.<PartState>map(Degraded::new).orElseGet(Ready::new);
    }
    return trouble
        .<PartState>map(Failing::new)
        .orElseGet(() -> new Pending(subject + " is being read by Flink."));
  }

  private PartState keep(Sight sight, Services services, JobVersion version, Runnable before) {
    Optional<Described> described = version.described();
    if (described.isEmpty()) {
      return version.undescribed().<PartState>map(Failing::new).orElseGet(() -> asItIs(sight));
    }
    List<FlinkJob> live = sight.liveJobs(job);
    List<FlinkJob> matching = matching(services, live, described.get().digest());
    if (live.isEmpty()) {
      startJob(sight, services, version, described.get(), before);
      return version
          .unstarted()
          .<PartState>map(Failing::new)
          .orElseGet(() -> new Pending(subject + " is being started."));
    }
    endOthers(sight, services, live, matching);
    return matching.isEmpty()
        ? new Pending(subject + " is being set up.")
        : state(sight, services, matching.getFirst(), described.get());
  }

  /// A job that is being set up does not tell its parameters yet.
  private Map<String, String> parameters(Services services, FlinkJob job) {
    Map<String, String> known = parameters.get(job.id());
    if (known == null) {
      known = services.flink().parameters(job.id());
      if (known.containsKey(JobVersion.DIGEST)) {
        parameters.put(job.id(), known);
      }
    }
    return known;
  }

  private String digest(Services services, FlinkJob job) {
    return parameters(services, job).getOrDefault(JobVersion.DIGEST, "");
  }

  /// Whether it was started after the last restart that was asked for.
  private boolean restarted(Services services, FlinkJob job) {
    return parameters(services, job)
        .getOrDefault(JobVersion.RESTARTS, "0")
        .equals(Integer.toString(restarts));
  }

  private List<FlinkJob> matching(Services services, List<FlinkJob> live, String digest) {
    parameters.keySet().retainAll(live.stream().map(FlinkJob::id).toList());
    return live.stream()
        .filter(FlinkPart::known)
        .filter(candidate -> digest(services, candidate).equals(digest))
        .filter(candidate -> restarted(services, candidate))
        .sorted(Comparator.comparing(FlinkJob::startedAt))
        .toList();
  }

  private void endOthers(
      Sight sight, Services services, List<FlinkJob> live, List<FlinkJob> matching) {
    List<FlinkJob> others =
        live.stream()
            .filter(other -> matching.isEmpty() || !other.equals(matching.getFirst()))
            .filter(FlinkPart::known)
            .toList();
    if (!others.isEmpty()) {
      control.start(
          sight.seenAt(),
          () -> {
            for (FlinkJob other : others) {
              end(services, other);
            }
            return true;
          });
    }
  }

  /// With a savepoint if it can make one, from which this version can go on and another may.
  /// Without one its newest checkpoint serves, at the cost of some rows that are transformed twice.
  private void end(Services services, FlinkJob other) throws InterruptedException {
    FlinkClient flink = services.flink();
    String digest = digest(services, other);
    if (trial.isPresent() && other.running() && !digest.isEmpty()) {
      String request =
          flink.stopWithSavepoint(other.id(), services.checkpoints().savepoints(job, digest));
      long deadline = System.nanoTime() + SAVEPOINT_LIMIT.toNanos();
      Savepoint savepoint = Savepoint.RUNNING;
      while (savepoint == Savepoint.RUNNING && System.nanoTime() < deadline) {
        Thread.sleep(SAVEPOINT_POLL);
        savepoint = flink.savepoint(other.id(), request);
      }
      if (savepoint == Savepoint.DONE) {
        return;
      }
    }
    flink.cancel(other.id());
  }

  /// Whether what the job tells of itself can be relied on, and it is not ending anyway.
  private static boolean known(FlinkJob job) {
    return switch (job.state()) {
      case RUNNING, RESTARTING, FAILING, SUSPENDED, RECONCILING -> true;
      case INITIALIZING, CREATED, CANCELLING, FAILED, CANCELED, FINISHED -> false;
    };
  }

  private PartState state(Sight sight, Services services, FlinkJob running, Described version) {
    if (!running.running()) {
      Optional<String> trace = services.flink().lastFailure(running.id());
      if (trace.isEmpty()) {
        return new Pending(subject + " is being started.");
      }
      Trouble trouble = FailureReason.ofJob(subject, trace.get());
      if (!trouble.passing()) {
        giveUp(services, version, trouble);
      }
      return new Failing(trouble);
    }
    if (!tidied.equals(running.id())) {
      control.start(
          sight.seenAt(),
          () -> {
            if (proven(services, running, version)) {
              services.checkpoints().keepOnly(job, version.digest(), running.id());
              tidied = running.id();
            }
            return true;
          });
    }
    return new Ready();
  }

  /// Whether the version stands: it has gone through all rows that waited, and has a checkpoint of
  /// its own.
  private boolean proven(Services services, FlinkJob running, Described version) {
    long checkpoints = services.flink().completedCheckpoints(running.id());
    if (checkpoints == 0) {
      return false;
    }
    if (!unproven(version)) {
      return true;
    }
    // A source that has read nothing yet has no figures: soon there was nothing to read.
    boolean through =
        services
            .flink()
            .sourceFiguresPath(running.id())
            .map(services.flink()::sourceFigures)
            .map(figures -> through(running, figures))
            .orElse(checkpoints >= CHECKPOINTS_WITHOUT_ROWS);
    if (through) {
      trial.orElseThrow().prove(services, version);
    }
    return through;
  }

  /// Whether all rows have been read that waited when the job was looked at first: where rows keep
  /// coming, some may wait at every look. The least count is taken, as a job that Flink restarts
  /// counts from 0 again.
  private boolean through(FlinkJob running, SourceFigures figures) {
    long until = figures.recordsIn() + figures.pendingRecords();
    waitingUntil = waitingOf.equals(running.id()) ? Math.min(waitingUntil, until) : until;
    waitingOf = running.id();
    return figures.recordsIn() >= waitingUntil;
  }

  private boolean unproven(Described version) {
    return trial.isPresent() && !trial.get().proven(version);
  }

  /// Only where there is another version that stands.
  private void giveUp(Services services, Described version, Trouble trouble) {
    if (unproven(version) && standing(services).isPresent()) {
      trial.orElseThrow().reject(services, version, trouble);
    }
  }

  private void startJob(
      Sight sight, Services services, JobVersion version, Described described, Runnable before) {
    Optional<String> broken = version.unrestorable();
    Optional<String> own = services.checkpoints().newest(job, described.digest());
    if (broken.isPresent() && broken.equals(own)) {
      services.checkpoints().discard(broken.get());
      own = services.checkpoints().newest(job, described.digest());
    } else if (broken.isPresent() && unproven(described)) {
      giveUp(
          services,
          described,
          new Trouble(
              subject + " cannot go on with the state of the version before it.",
              "Set the pipeline's transformChanges to REPROCESS, so that the new version reads the"
                  + " table anew.",
              false));
      return;
    }
    Optional<String> restore =
        own.or(
            () -> trial.filter(_ -> unproven(described)).flatMap(each -> each.inherited(services)));
    version.start(sight, services, described, restarts, restore, before);
  }

  /// How far the running job is behind; empty when it does not run or does not say.
  Optional<SourceFigures> figures(Sight sight, Services services) {
    Optional<FlinkJob> running = sight.liveJobs(job).stream().filter(FlinkJob::running).findFirst();
    if (running.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (!figuresOf.equals(running.get().id()) || figuresPath.isEmpty()) {
        figuresPath = services.flink().sourceFiguresPath(running.get().id());
        figuresOf = running.get().id();
      }
      return figuresPath.map(services.flink()::sourceFigures);
    } catch (ServiceException _) {
      return Optional.empty();
    }
  }
}
