package io.millrace.controlplane.event;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.runner.InstallSeen;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Writes down what becomes of pipelines, as runners report it.
@ApplicationScoped
public class PipelineEvents {

  /// Of each pipeline.
  private static final int MOST = 200;

  private final Database database;
  private final Runners runners;
  private final Map<String, Known> byInstall = new ConcurrentHashMap<>();

  PipelineEvents(Database database, Runners runners) {
    this.database = database;
    this.runners = runners;
  }

  /// What was written last of each pipeline of an install; guarded by itself.
  private static final class Known {
    final Map<String, Told> last = new HashMap<>();
    boolean loaded;
  }

  private record Told(State state, String reason) {

    /// While something is being brought about its reason changes all the time, and none of them is
    /// worth a line.
    static Told of(State state, String reason) {
      return new Told(
          state,
          switch (state) {
            case CREATING, RUNNING, PAUSED, STOPPED -> "";
            case DEGRADED, BROKEN -> reason;
          });
    }
  }

  /// The newest first.
  public List<PipelineEvent> list(String organizationId, String installId, String pipeline) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction.list(
                """
                select * from pipeline_events where install_id = ? and pipeline = ?
                order by number desc limit ?
                """,
                PipelineEvents::read,
                installId,
                pipeline,
                MOST));
  }

  private static PipelineEvent read(Row row) {
    return new PipelineEvent(
        row.instant("at"),
        row.constant("state", State.class),
        row.text("reason"),
        row.text("next_step"));
  }

  void seen(@ObservesAsync InstallSeen event) {
    if (event.reported()) {
      look(event.installId());
    }
  }

  void look(String installId) {
    Known known = byInstall.computeIfAbsent(installId, _ -> new Known());
    synchronized (known) {
      // Read within the lock: reports of one install may be handled at the same time.
      List<PipelineStatus> pipelines =
          runners.observed(installId).map(state -> state.pipelines()).orElse(List.of());
      if (!known.loaded) {
        load(installId, known);
      }
      List<PipelineStatus> changed =
          pipelines.stream()
              .filter(each -> !told(each.status()).equals(known.last.get(each.name())))
              .toList();
      if (!changed.isEmpty()) {
        database.asSystem(
            transaction -> {
              changed.forEach(each -> write(transaction, installId, each));
              return true;
            });
        changed.forEach(each -> known.last.put(each.name(), told(each.status())));
      }
      known.last.keySet().retainAll(pipelines.stream().map(PipelineStatus::name).toList());
    }
  }

  private static Told told(Status status) {
    return Told.of(status.state(), status.reason());
  }

  private void load(String installId, Known known) {
    database.asSystem(
        transaction ->
            transaction.list(
                """
                select distinct on (pipeline) pipeline, state, reason from pipeline_events
                where install_id = ? order by pipeline, number desc
                """,
                row ->
                    known.last.put(
                        row.text("pipeline"),
                        Told.of(row.constant("state", State.class), row.text("reason"))),
                installId));
    known.loaded = true;
  }

  /// Only of a pipeline that there is.
  private static void write(Transaction transaction, String installId, PipelineStatus pipeline) {
    transaction.update(
        """
        insert into pipeline_events (install_id, organization_id, pipeline, state, reason, next_step)
        select install_id, organization_id, name, ?, ?, ? from pipelines
        where install_id = ? and name = ?
        """,
        pipeline.status().state(),
        pipeline.status().reason(),
        pipeline.status().nextStep(),
        installId,
        pipeline.name());
    transaction.update(
        """
        delete from pipeline_events where install_id = ? and pipeline = ? and number <= (
          select number from pipeline_events where install_id = ? and pipeline = ?
          order by number desc offset ? limit 1)
        """,
        installId,
        pipeline.name(),
        installId,
        pipeline.name(),
        MOST);
  }

  /// Those of pipelines that are long gone.
  @Scheduled(every = "1h", delayed = "5m")
  void forget() {
    database.asSystem(
        transaction ->
            transaction.update(
                "delete from pipeline_events where at < now() - interval '90 days'"));
  }
}
