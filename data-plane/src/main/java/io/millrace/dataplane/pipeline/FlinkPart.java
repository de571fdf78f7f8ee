package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.flink.FlinkClient.SourceFigures;
import io.millrace.dataplane.flink.FlinkJob;
import io.millrace.dataplane.flink.SqlGatewayClient;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.pipeline.PartState.Failing;
import io.millrace.dataplane.pipeline.PartState.Pending;
import io.millrace.dataplane.pipeline.PartState.Ready;
import io.millrace.dataplane.transform.TableJob;
import io.millrace.dataplane.transform.Transform;
import io.millrace.dataplane.transform.Transform.Output;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What Flink does with one table: exactly one job runs, of the wished SQL, from the newest
/// checkpoint there is.
final class FlinkPart {

  private static final String DIGEST = "millrace.digest";

  private final String job;
  private final TableJob table;
  private final Attempt<Described> describe;
  private final Attempt<String> submit;
  private final Attempt<Boolean> control;
  private final Map<String, String> digests = new HashMap<>();
  private @Nullable String restoredFrom;
  private String tidied = "";
  private String figuresOf = "";
  private Optional<String> figuresPath = Optional.empty();

  /// What the gateway made of the SELECT.
  ///
  /// @param columns as the destination table should have them
  record Described(List<Output> outputs, List<Column> columns, List<String> start, String digest) {}

  FlinkPart(String job, TableJob table, Executor executor, Runnable wake) {
    this.job = job;
    this.table = table;
    describe = new Attempt<>(executor, wake);
    submit = new Attempt<>(executor, wake);
    control = new Attempt<>(executor, wake);
  }

  /// What the SELECT results in; empty until the gateway has said so.
  Optional<Described> described() {
    return describe.value();
  }

  /// Starts a job again that has run before, and so needs nobody to make its topics: at a start of
  /// everything, Connect is the last to come up.
  void resume(Sight sight, Services services) {
    describe(sight, services);
    Optional<Described> wanted = describe.value();
    if (wanted.isPresent()
        && sight.jobs().isPresent()
        && sight.liveJobs(job).isEmpty()
        && services.checkpoints().newest(job, wanted.get().digest()).isPresent()) {
      startJob(sight, services, wanted.get(), () -> {});
    }
  }

  /// Asks the gateway what the SELECT results in, unless that is known.
  private void describe(Sight sight, Services services) {
    if (describe.value().isEmpty()) {
      describe.start(sight.seenAt(), () -> describe(services.gateway()));
    }
  }

  /// @param before run in the background ahead of starting the job
  PartState tick(Sight sight, Services services, Runnable before) {
    describe(sight, services);
    if (sight.jobs().isEmpty()) {
      return new Failing(new Trouble("Flink does not answer, so rows wait in Kafka.", "", true));
    }
    List<FlinkJob> live = sight.liveJobs(job);
    Optional<Described> wanted = describe.value();
    if (wanted.isEmpty()) {
      return describe
          .trouble()
          .<PartState>map(Failing::new)
          .orElseGet(
              () ->
                  live.stream().anyMatch(FlinkJob::running)
                      ? new Ready()
                      : new Pending(table.subject() + " is being read by Flink."));
    }
    List<FlinkJob> matching = matching(services, live, wanted.get().digest());
    if (live.isEmpty()) {
      startJob(sight, services, wanted.get(), before);
      return submit
          .trouble()
          .<PartState>map(Failing::new)
          .orElseGet(() -> new Pending(table.subject() + " is being started."));
    }
    cancelOthers(sight, services, live, matching);
    return matching.isEmpty()
        ? new Pending(table.subject() + " is being set up.")
        : state(sight, services, matching.getFirst(), wanted.get().digest());
  }

  /// A job that is being set up does not tell its parameters yet.
  private String digest(Services services, FlinkJob job) {
    String known = digests.get(job.id());
    if (known == null) {
      known = services.flink().parameters(job.id()).getOrDefault(DIGEST, "");
      if (!known.isEmpty()) {
        digests.put(job.id(), known);
      }
    }
    return known;
  }

  private List<FlinkJob> matching(Services services, List<FlinkJob> live, String digest) {
    digests.keySet().retainAll(live.stream().map(FlinkJob::id).toList());
    return live.stream()
        .filter(FlinkPart::known)
        .filter(candidate -> digest(services, candidate).equals(digest))
        .sorted(Comparator.comparing(FlinkJob::startedAt))
        .toList();
  }

  private void cancelOthers(
      Sight sight, Services services, List<FlinkJob> live, List<FlinkJob> matching) {
    List<String> extra =
        live.stream()
            .filter(other -> matching.isEmpty() || !other.equals(matching.getFirst()))
            .filter(FlinkPart::known)
            .map(FlinkJob::id)
            .toList();
    if (!extra.isEmpty()) {
      control.start(
          sight.seenAt(),
          () -> {
            extra.forEach(services.flink()::cancel);
            return true;
          });
    }
  }

  /// Whether what the job tells of itself can be relied on, and it is not ending anyway.
  private static boolean known(FlinkJob job) {
    return switch (job.state()) {
      case RUNNING, RESTARTING, FAILING, SUSPENDED, RECONCILING -> true;
      case INITIALIZING, CREATED, CANCELLING, FAILED, CANCELED, FINISHED -> false;
    };
  }

  private PartState state(Sight sight, Services services, FlinkJob running, String digest) {
    if (!running.running()) {
      Optional<String> trace = services.flink().lastFailure(running.id());
      if (trace.isEmpty()) {
        return new Pending(table.subject() + " is being started.");
      }
      return new Failing(FailureReason.ofJob(table.subject(), trace.get()));
    }
    if (!tidied.equals(running.id())) {
      control.start(
          sight.seenAt(),
          () -> {
            if (services.flink().completedCheckpoints(running.id()) > 0) {
              services.checkpoints().keepOnly(job, digest, running.id());
              tidied = running.id();
            }
            return true;
          });
    }
    return new Ready();
  }

  private Described describe(SqlGatewayClient gateway) throws InterruptedException {
    try (SqlGatewayClient.Session session = gateway.open(settings("", Optional.empty()))) {
      for (String statement : table.declarations()) {
        session.execute(statement);
      }
      List<Output> outputs =
          session.execute(table.describe()).stream().map(Transform::output).toList();
      Optional<String> objection = table.objection(outputs);
      if (objection.isPresent()) {
        throw new Trouble.Found(
            new Trouble(
                objection.get() + ".",
                "Change the pipeline's SELECT for " + table.source().qualified() + ".",
                false));
      }
      List<String> start = table.start(outputs);
      String digest = PipelineNames.digest(table.declarations() + "\0" + start).substring(0, 16);
      return new Described(outputs, table.targetColumns(outputs), start, digest);
    } catch (ServiceException e) {
      throw refused(e);
    }
  }

  private RuntimeException refused(ServiceException e) {
    return switch (e.kind()) {
      case UNREACHABLE, BUSY -> e;
      case NOT_FOUND, REFUSED ->
          new Trouble.Found(
              FailureReason.ofStatement(table.subject(), String.valueOf(e.getMessage())));
    };
  }

  private void startJob(Sight sight, Services services, Described wanted, Runnable before) {
    boolean restoreFailed =
        sight.jobs().orElse(List.of()).stream()
            .anyMatch(
                ended ->
                    ended.state() == FlinkJob.State.FAILED
                        && submit.value().filter(ended.id()::equals).isPresent());
    submit.start(
        sight.seenAt(),
        () -> {
          String broken = restoredFrom;
          if (restoreFailed && broken != null) {
            services.checkpoints().discard(broken);
          }
          before.run();
          return submit(services, wanted);
        });
  }

  private String submit(Services services, Described wanted) throws InterruptedException {
    Optional<String> checkpoint = services.checkpoints().newest(job, wanted.digest());
    restoredFrom = checkpoint.orElse(null);
    String folder = services.checkpoints().folder(job, wanted.digest());
    Map<String, String> settings = settings(folder, checkpoint);
    settings.put("pipeline.global-job-parameters", DIGEST + ":" + wanted.digest());
    try (SqlGatewayClient.Session session = services.gateway().open(settings)) {
      for (String statement : table.declarations()) {
        session.execute(statement);
      }
      List<String> preparations = wanted.start().subList(0, wanted.start().size() - 1);
      for (String statement : preparations) {
        session.execute(statement);
      }
      follow(session, wanted);
      List<List<String>> started = session.execute(wanted.start().getLast());
      return started.isEmpty() ? "" : started.getFirst().getFirst();
    } catch (ServiceException e) {
      throw refused(e);
    }
  }

  private void follow(SqlGatewayClient.Session session, Described wanted)
      throws InterruptedException {
    Optional<String> question = table.describeTarget();
    if (question.isPresent()) {
      List<Output> target =
          session.execute(question.get()).stream().map(Transform::output).toList();
      for (String statement : table.follow(wanted.outputs(), target)) {
        session.execute(statement);
      }
    }
  }

  private Map<String, String> settings(String checkpoints, Optional<String> restore) {
    Map<String, String> settings = new HashMap<>();
    settings.put("pipeline.name", job);
    settings.put("parallelism.default", "1");
    settings.put("pipeline.object-reuse", "true");
    settings.put("table.local-time-zone", "UTC");
    settings.put("table.exec.mini-batch.enabled", "false");
    settings.put("table.exec.sink.upsert-materialize", "NONE");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", Integer.toString(Integer.MAX_VALUE));
    settings.put("restart-strategy.fixed-delay.delay", "1 s");
    if (!checkpoints.isEmpty()) {
      settings.put(
          "execution.checkpointing.interval", table.checkpointInterval().toMillis() + " ms");
      settings.put("execution.checkpointing.dir", checkpoints);
      settings.put(
          "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    }
    restore.ifPresent(path -> settings.put("execution.state-recovery.path", path));
    return settings;
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
