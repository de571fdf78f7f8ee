package io.millrace.bench.controlplane;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.millrace.runner.protocol.WireFormat;
import io.millrace.runner.v1.DesiredState;
import io.millrace.runner.v1.FetchDesiredStateRequest;
import io.millrace.runner.v1.FetchDesiredStateResponse;
import io.millrace.runner.v1.HeartbeatRequest;
import io.millrace.runner.v1.Load;
import io.millrace.runner.v1.ObservedState;
import io.millrace.runner.v1.ReportObservedStateRequest;
import io.millrace.runner.v1.RunnerInfo;
import io.millrace.runner.v1.RunnerServiceGrpc;
import io.millrace.runner.v1.WatchRequest;
import io.millrace.runner.v1.WatchResponse;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// Speaks as a runner does: keeps a stream open, fetches what it is told of, says that it has
/// accepted it, beats. It writes no journal and does nothing about what it is told.
final class SimulatedRunner implements StreamObserver<WatchResponse>, AutoCloseable {

  private final String path;
  private final ManagedChannel channel;
  private final RunnerServiceGrpc.RunnerServiceBlockingStub calls;
  private final String session;
  private final AtomicLong sequence = new AtomicLong();
  private long accepted;
  private boolean paused;
  private volatile String trouble = "";
  private volatile CompletableFuture<Long> next = new CompletableFuture<>();

  SimulatedRunner(String path, ManagedChannel channel, int number) {
    this.path = path;
    this.channel = channel;
    this.calls = RunnerServiceGrpc.newBlockingStub(channel);
    this.session = "bench-" + number;
  }

  static RunnerInfo info(String session) {
    return RunnerInfo.newBuilder()
        .setVersion("bench")
        .addCapabilities("platform-local/1")
        .setSession(session)
        .setHost("bench")
        .build();
  }

  String path() {
    return path;
  }

  /// Why its stream ended; empty while it is open.
  String trouble() {
    return trouble;
  }

  void connect() {
    RunnerServiceGrpc.newStub(channel)
        .watch(WatchRequest.newBuilder().setRunner(info(session)).build(), this);
  }

  /// Of the next generation: when the control plane had answered the report of its acceptance, by
  /// [System#nanoTime].
  CompletableFuture<Long> expect() {
    CompletableFuture<Long> expected = new CompletableFuture<>();
    next = expected;
    return expected;
  }

  /// @return whether its pipeline is to pause now
  boolean flip() {
    paused = !paused;
    return paused;
  }

  /// The generation that it connected with was fetched and reported.
  boolean settled() {
    return next.isDone();
  }

  void beat() {
    try {
      var beaten =
          calls.heartbeat(
              HeartbeatRequest.newBuilder()
                  .setRunner(info(session))
                  .setLoad(Load.newBuilder().setResidentBytes(80L << 20))
                  .build());
      if (!beaten.hasHeartbeatInterval()) {
        trouble = "A heartbeat was answered without an interval";
      }
    } catch (StatusRuntimeException e) {
      trouble = "A heartbeat failed: " + e.getMessage();
    }
  }

  /// gRPC calls this for one message after another.
  @Override
  public void onNext(WatchResponse told) {
    try {
      FetchDesiredStateResponse fetched =
          calls.fetchDesiredState(
              FetchDesiredStateRequest.newBuilder().setKnownGeneration(accepted).build());
      if (!fetched.hasEnvelope()) {
        return;
      }
      accepted = DesiredState.parseFrom(fetched.getEnvelope().getPayload()).getGeneration();
      var reported =
          calls.reportObservedState(
              ReportObservedStateRequest.newBuilder()
                  .setSession(session)
                  .setSequence(sequence.incrementAndGet())
                  .setObservedState(
                      ObservedState.newBuilder()
                          .setAcceptedGeneration(accepted)
                          .setObservedAt(WireFormat.toProto(Instant.now())))
                  .build());
      if (!reported.hasReportInterval()) {
        trouble = "A report was answered without an interval";
      }
      next.complete(System.nanoTime());
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      trouble = String.valueOf(e.getMessage());
      next.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    trouble = String.valueOf(failure.getMessage());
  }

  @Override
  public void onCompleted() {
    trouble = "The control plane ended the stream";
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
