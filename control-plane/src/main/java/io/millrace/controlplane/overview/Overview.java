package io.millrace.controlplane.overview;

import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.connector.ConnectorService;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.install.Install;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.overview.InstallDocument.Component;
import io.millrace.controlplane.overview.InstallDocument.Metrics;
import io.millrace.controlplane.overview.InstallDocument.Status;
import io.millrace.controlplane.pipeline.Pipeline;
import io.millrace.controlplane.pipeline.PipelineService;
import io.millrace.controlplane.pipeline.SnapshotDocument;
import io.millrace.controlplane.release.Releases;
import io.millrace.controlplane.runner.RunnerConnection;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Puts together what is known of an install.
@ApplicationScoped
class Overview {

  private static final List<State> WORST_FIRST =
      List.of(State.BROKEN, State.DEGRADED, State.CREATING, State.STOPPED);

  private final Database database;
  private final InstallService installs;
  private final ConnectorService connectors;
  private final PipelineService pipelines;
  private final Releases releases;
  private final Runners runners;

  Overview(
      Database database,
      InstallService installs,
      ConnectorService connectors,
      PipelineService pipelines,
      Releases releases,
      Runners runners) {
    this.database = database;
    this.installs = installs;
    this.connectors = connectors;
    this.pipelines = pipelines;
    this.releases = releases;
    this.runners = runners;
  }

  List<InstallDocument> list(Principal principal) {
    return installs.list(principal).stream()
        .map(install -> document(principal.organizationId(), install))
        .toList();
  }

  InstallDocument get(Principal principal, String id) {
    return document(principal.organizationId(), installs.get(principal, id));
  }

  private record Wished(
      long generation, List<Pipeline> pipelines, List<Connector> connectors, int rotations) {}

  InstallDocument document(String organizationId, Install install) {
    Wished wished =
        database.inOrganization(
            organizationId,
            transaction ->
                new Wished(
                    DesiredStates.newest(transaction, install.id()),
                    pipelines.list(transaction, install.id()),
                    connectors.list(transaction, install.id()),
                    InstallService.sealingRotations(transaction, install.id())));
    RunnerConnection runner = runners.connection(install.id(), install.createdAt());
    Optional<ObservedState> seen = runners.observed(install.id());
    Releases.Bundled release = releases.newest();
    List<InstallDocument.Pipeline> flows =
        wished.pipelines().stream().map(each -> pipeline(each, seen)).toList();
    return new InstallDocument(
        install.id(),
        install.name(),
        install.platform(),
        install.network(),
        install.createdAt(),
        runner(runner),
        runner.sealingKey().map(key -> sealingKey(key, wished.rotations())).orElse(null),
        new InstallDocument.Generation(
            wished.generation(),
            seen.map(ObservedState::acceptedGeneration).orElse(0L),
            seen.map(ObservedState::convergedGeneration).orElse(0L)),
        new InstallDocument.Release(release.release().version(), release.digest()),
        overall(runner, seen, wished.generation()),
        seen.map(state -> state.components().stream().map(Overview::component).toList())
            .orElse(List.of()),
        flows,
        ConnectorUses.of(wished.connectors(), flows, runner.sealingKey()),
        seen.map(ObservedState::problems).orElse(List.of()));
  }

  private static InstallDocument.SealingKey sealingKey(
      RunnerConnection.SealingKey key, int rotations) {
    return new InstallDocument.SealingKey(
        key.keyId(), key.publicKey(), key.rotation(), rotations, key.olderKeyIds());
  }

  private static InstallDocument.Runner runner(RunnerConnection runner) {
    Optional<RunnerConnection.Load> load = runner.load();
    return new InstallDocument.Runner(
        runner.state(),
        runner.since(),
        runner.version(),
        runner.host(),
        load.map(RunnerConnection.Load::residentBytes).orElse(null),
        load.map(RunnerConnection.Load::cpuMillis).orElse(null),
        load.map(RunnerConnection.Load::uptimeSeconds).orElse(null),
        runner.lastSeenAt().orElse(null),
        runner.certificateNotAfter().orElse(null));
  }

  private static Component component(ComponentStatus component) {
    return new Component(
        component.name(),
        component.version(),
        Status.of(component.status()),
        component.residentBytes(),
        component.restarts(),
        component.fetchedBytes(),
        component.totalBytes(),
        component.startedAt().orElse(null));
  }

  private static InstallDocument.Pipeline pipeline(Pipeline wished, Optional<ObservedState> seen) {
    Optional<PipelineStatus> status = seen.flatMap(state -> state.pipeline(wished.name()));
    return new InstallDocument.Pipeline(
        wished.name(),
        wished.source(),
        wished.destination(),
        wished.tables(),
        wished.runState(),
        status.map(each -> Status.of(each.status())).orElseGet(() -> waiting(wished.runState())),
        status.flatMap(PipelineStatus::metrics).map(Overview::metrics).orElse(null),
        status
            .flatMap(PipelineStatus::deadLetters)
            .map(InstallDocument.DeadLetters::of)
            .orElse(null),
        status.flatMap(PipelineStatus::snapshot).map(SnapshotDocument::of).orElse(null));
  }

  private static Status waiting(RunState runState) {
    return new Status(
        switch (runState) {
          case RUNNING -> State.CREATING;
          case PAUSED -> State.PAUSED;
          case STOPPED -> State.STOPPED;
        },
        "The runner has not reported on it yet.",
        "",
        Instant.now());
  }

  private static Metrics metrics(ObservedState.PipelineMetrics metrics) {
    return new Metrics(
        metrics.measuredAt(),
        metrics.recordsTotal(),
        metrics.recordsPerSecond(),
        metrics.lagRecords(),
        metrics.latencyMillis().isPresent() ? metrics.latencyMillis().getAsDouble() : null,
        metrics.errorsTotal());
  }

  /// The worst of what is seen, with its own reason; and before that, whether anything is seen.
  private static Status overall(
      RunnerConnection runner, Optional<ObservedState> seen, long desired) {
    return switch (runner.state()) {
      case NEVER_CONNECTED ->
          new Status(
              State.CREATING,
              "No runner has enrolled yet",
              "Make an enrolment token and start a runner with it",
              runner.since());
      case DISCONNECTED ->
          new Status(
              State.DEGRADED,
              "The runner is not connected; what is shown is the last that was known",
              "The data plane goes on without the control plane. If the runner is down, start it",
              runner.since());
      case CONNECTED -> connected(runner, seen, desired);
    };
  }

  private static Status connected(
      RunnerConnection runner, Optional<ObservedState> seen, long desired) {
    if (seen.isEmpty()) {
      return new Status(State.CREATING, "The runner has not reported yet", "", runner.since());
    }
    ObservedState state = seen.get();
    record Named(String name, ObservedState.Status status) {}
    Optional<Named> worst =
        java.util.stream.Stream.concat(
                state.components().stream().map(each -> new Named(each.name(), each.status())),
                state.pipelines().stream().map(each -> new Named(each.name(), each.status())))
            .filter(each -> WORST_FIRST.contains(each.status().state()))
            .min(Comparator.comparingInt(each -> WORST_FIRST.indexOf(each.status().state())));
    if (worst.isPresent()) {
      Named named = worst.get();
      return new Status(
          named.status().state(),
          named.name() + ": " + named.status().reason(),
          named.status().nextStep(),
          named.status().since());
    }
    return state.acceptedGeneration() < desired
        ? new Status(State.CREATING, "A change is on its way to the runner", "", Instant.now())
        : new Status(State.RUNNING, "", "", runner.since());
  }
}
