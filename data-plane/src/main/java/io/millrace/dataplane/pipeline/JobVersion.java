package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.flink.SqlGatewayClient;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.transform.TableJob;
import io.millrace.dataplane.transform.Transform;
import io.millrace.dataplane.transform.Transform.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One version of what Flink does with a table: what Flink makes of its SQL, and how it is started.
final class JobVersion {

  /// The job's parameter that says of which version it is.
  static final String DIGEST = "millrace.digest";

  /// The job's parameter that says how many restarts of it had been asked for.
  static final String RESTARTS = "millrace.restarts";

  /// In Flink's words.
  private static final String RESTORE_FAILED = "Failed to rollback to checkpoint/savepoint";

  private final String job;
  private final TableJob table;
  private final Attempt<Described> describe;
  private final Attempt<Boolean> submit;
  private volatile @Nullable String unrestorable;

  /// What the gateway made of the SELECT.
  ///
  /// @param columns as the destination table should have them
  /// @param digest stands for all that the job is made of
  record Described(List<Output> outputs, List<Column> columns, List<String> start, String digest) {}

  JobVersion(String job, TableJob table, Executor executor, Runnable wake) {
    this.job = job;
    this.table = table;
    describe = new Attempt<>(executor, wake);
    submit = new Attempt<>(executor, wake);
  }

  TableJob table() {
    return table;
  }

  /// Asks the gateway what the SELECT results in, unless that is known.
  void describe(Sight sight, Services services) {
    if (describe.value().isEmpty()) {
      describe.start(sight.seenAt(), () -> describedNow(table, services.gateway()));
    }
  }

  /// What the SELECT results in; empty until the gateway has said so.
  Optional<Described> described() {
    return describe.value();
  }

  /// Why that is not known.
  Optional<Trouble> undescribed() {
    return describe.trouble();
  }

  /// @param restore the checkpoint to go on from
  /// @param before run in the background ahead of starting the job
  void start(
      Sight sight,
      Services services,
      Described wanted,
      int restarts,
      Optional<String> restore,
      Runnable before) {
    submit.start(
        sight.seenAt(),
        () -> {
          before.run();
          return submitted(services, wanted, restarts, restore);
        });
  }

  /// The checkpoint that the job could not be restored from when it was to be started last.
  Optional<String> unrestorable() {
    return Optional.ofNullable(unrestorable);
  }

  /// Why it could not be started.
  Optional<Trouble> unstarted() {
    return submit.trouble();
  }

  /// @throws Trouble.Found when it cannot be used
  static Described describedNow(TableJob table, SqlGatewayClient gateway)
      throws InterruptedException {
    try (SqlGatewayClient.Session session = gateway.open(Map.of("table.local-time-zone", "UTC"))) {
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
      throw refused(table, e);
    }
  }

  private static RuntimeException refused(TableJob table, ServiceException e) {
    return switch (e.kind()) {
      case UNREACHABLE, BUSY -> e;
      case NOT_FOUND, REFUSED -> new Trouble.Found(FailureReason.ofStatement(table.subject(), e));
    };
  }

  private boolean submitted(
      Services services, Described wanted, int restarts, Optional<String> restore)
      throws InterruptedException {
    Map<String, String> settings =
        settings(services.checkpoints().folder(job, wanted.digest()), restore);
    settings.put(
        "pipeline.global-job-parameters",
        DIGEST + ":" + wanted.digest() + "," + RESTARTS + ":" + restarts);
    try (SqlGatewayClient.Session session = services.gateway().open(settings)) {
      for (String statement : table.declarations()) {
        session.execute(statement);
      }
      List<String> preparations = wanted.start().subList(0, wanted.start().size() - 1);
      for (String statement : preparations) {
        session.execute(statement);
      }
      follow(session, wanted);
      session.execute(wanted.start().getLast());
      unrestorable = null;
      return true;
    } catch (ServiceException e) {
      if (String.valueOf(e.getMessage()).contains(RESTORE_FAILED)) {
        unrestorable = restore.orElse(null);
      }
      throw refused(table, e);
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
    settings.put("execution.checkpointing.interval", table.checkpointInterval().toMillis() + " ms");
    settings.put("execution.checkpointing.dir", checkpoints);
    settings.put(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    restore.ifPresent(path -> settings.put("execution.state-recovery.path", path));
    return settings;
  }
}
