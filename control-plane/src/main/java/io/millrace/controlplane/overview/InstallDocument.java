package io.millrace.controlplane.overview;

import io.millrace.controlplane.desiredstate.DesiredStates.TableWish;
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
  @Schema(name = "SealingKey")
  public record SealingKey(String keyId, byte[] publicKey) {}

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
      @Nullable Metrics metrics) {}

  @Schema(name = "Metrics")
  public record Metrics(
      Instant measuredAt,
      long recordsTotal,
      double recordsPerSecond,
      long lagRecords,
      @Nullable Double latencyMillis,
      long errorsTotal) {}
}
