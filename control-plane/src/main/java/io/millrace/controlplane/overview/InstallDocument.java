package io.millrace.controlplane.overview;

import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.pipeline.SnapshotDocument;
import io.millrace.controlplane.runner.RunnerConnection;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An install as people see it: what is wished for, and what is.
@Schema(name = "Install")
public record InstallDocument(
    String id,
    String name,
    String platform,
    String network,
    Instant createdAt,
    Runner runner,
    @Nullable SealingKey sealingKey,
    Generation generation,
    Release release,
    Status status,
    List<Component> components,
    List<Pipeline> pipelines,
    List<ConnectorUse> connectors,
    List<Problem> problems) {

  @Schema(name = "Runner")
  public record Runner(
      RunnerConnection.State state,
      Instant since,
      String version,
      String host,
      @Nullable Long residentBytes,
      @Nullable Long cpuMillis,
      @Nullable Long uptimeSeconds,
      @Nullable Instant lastSeenAt,
      @Nullable Instant certificateNotAfter) {}

  /// To what secrets are sealed.
  ///
  /// @param rotation for which rotation the runner made it; 0 for its first
  /// @param rotations how many were asked for; more than `rotation` while the runner is to make one
  /// @param olderKeyIds keys that the runner still opens what is sealed to them with
  @Schema(name = "SealingKey")
  public record SealingKey(
      String keyId, byte[] publicKey, int rotation, int rotations, List<String> olderKeyIds) {}

  @Schema(name = "Generation")
  public record Generation(long desired, long accepted, long converged) {}

  @Schema(name = "Release")
  public record Release(String version, String digest) {}

  @Schema(name = "Status")
  public record Status(State state, String reason, String nextStep, Instant since) {
    static Status of(ObservedState.Status status) {
      return new Status(status.state(), status.reason(), status.nextStep(), status.since());
    }
  }

  @Schema(name = "Component")
  public record Component(
      String name,
      String version,
      Status status,
      long residentBytes,
      int restarts,
      long fetchedBytes,
      long totalBytes,
      @Nullable Instant startedAt) {}

  @Schema(name = "InstallPipeline")
  public record Pipeline(
      String name,
      String source,
      String destination,
      List<TableWish> tables,
      RunState runState,
      Status status,
      @Nullable Metrics metrics,
      @Nullable DeadLetters deadLetters,
      @Nullable SnapshotDocument snapshot) {}

  /// Rows that the destination refused and that wait in the data plane; absent when there are none.
  @Schema(name = "DeadLetters")
  public record DeadLetters(long count, List<DeadLetterReason> reasons, Instant newestAt) {
    static DeadLetters of(ObservedState.DeadLetters seen) {
      return new DeadLetters(
          seen.count(),
          seen.reasons().stream()
              .map(each -> new DeadLetterReason(each.reason(), each.count()))
              .toList(),
          seen.newestAt());
    }
  }

  /// Names tables, columns and constraints, never a value.
  @Schema(name = "DeadLetterReason")
  public record DeadLetterReason(String reason, long count) {}

  /// How a connector fares in the pipelines that use it, and whether its secrets can be opened.
  @Schema(name = "ConnectorUse")
  public record ConnectorUse(
      String name,
      Use state,
      String reason,
      String nextStep,
      List<String> pipelines,
      List<SecretKey> secrets) {}

  /// To which of the runner's keys a secret is sealed.
  ///
  /// @param field of the connector
  @Schema(name = "SecretKey")
  public record SecretKey(String field, SealedTo sealedTo) {}

  public enum SealedTo {
    /// The one that secrets are sealed to now.
    PRESENT_KEY,
    /// One that the runner has still: it works until it is entered again.
    OLDER_KEY,
    /// One that the runner does not have: it has to be entered again.
    UNKNOWN_KEY
  }

  /// The worst of a connector's pipelines that is the connector's own; `UNUSED` without pipelines.
  public enum Use {
    BROKEN,
    DEGRADED,
    RUNNING,
    CREATING,
    PAUSED,
    UNUSED
  }

  @Schema(name = "Metrics")
  public record Metrics(
      Instant measuredAt,
      long recordsTotal,
      double recordsPerSecond,
      long lagRecords,
      @Nullable Double latencyMillis,
      long errorsTotal) {}
}
