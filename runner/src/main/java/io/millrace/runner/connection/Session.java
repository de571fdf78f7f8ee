package io.millrace.runner.connection;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.millrace.runner.journal.Identities.Enrolment;
import io.millrace.runner.journal.Identities.Keys;
import io.millrace.runner.protocol.Envelope;
import io.millrace.runner.protocol.Identity;
import io.millrace.runner.protocol.Keyring;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.WireFormat;
import io.millrace.runner.v1.Certificate;
import io.millrace.runner.v1.EnrolRequest;
import io.millrace.runner.v1.EnrolResponse;
import io.millrace.runner.v1.FetchDesiredStateRequest;
import io.millrace.runner.v1.FetchDesiredStateResponse;
import io.millrace.runner.v1.FetchReleaseRequest;
import io.millrace.runner.v1.HeartbeatRequest;
import io.millrace.runner.v1.HeartbeatResponse;
import io.millrace.runner.v1.Load;
import io.millrace.runner.v1.RenewCertificateRequest;
import io.millrace.runner.v1.ReportObservedStateRequest;
import io.millrace.runner.v1.RunnerInfo;
import io.millrace.runner.v1.RunnerServiceGrpc;
import io.millrace.runner.v1.SealingKey;
import io.millrace.runner.v1.WatchRequest;
import io.millrace.runner.v1.WatchResponse;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// One connection to the control plane, and the calls on it. Calls throw
/// [io.grpc.StatusRuntimeException]; a session that failed is closed and another one opened.
final class Session implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 10;

  private final ManagedChannel channel;
  private final RunnerServiceGrpc.RunnerServiceBlockingStub calls;

  Session(String address, Enrolment enrolment, Keys keys, Executor executor) throws IOException {
    channel = Channels.identified(address, enrolment, keys, executor);
    calls = RunnerServiceGrpc.newBlockingStub(channel);
  }

  /// Trades the token for an identity. Repeating it with the same keys is harmless.
  static Enrolment enrol(
      String address, String authority, String token, Keys keys, RunnerInfo info, Executor executor)
      throws IOException {
    ManagedChannel channel = Channels.anonymous(address, authority, executor);
    try {
      EnrolResponse response =
          RunnerServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .enrol(
                  EnrolRequest.newBuilder()
                      .setToken(token)
                      .setCertificateSigningRequest(
                          com.google.protobuf.ByteString.copyFrom(
                              Identity.signingRequest(keys.tls())))
                      .setSealingPublicKey(
                          com.google.protobuf.ByteString.copyFrom(
                              keys.sealing().present().publicKey()))
                      .setRunner(info)
                      .build());
      return new Enrolment(
          response.getInstallId(),
          chain(response.getCertificate()),
          Identity.toPem("CERTIFICATE", response.getCertificate().getAuthority().toByteArray()),
          Identity.parsePublicKey(response.getSigningPublicKey().toByteArray(), "Ed25519"),
          WireFormat.fromProto(response.getCertificate().getNotAfter()));
    } catch (GeneralSecurityException e) {
      throw new IOException("The control plane's signing key cannot be read", e);
    } finally {
      close(channel);
    }
  }

  Enrolment renew(Enrolment enrolment, Keys keys) {
    Certificate certificate =
        calls()
            .renewCertificate(
                RenewCertificateRequest.newBuilder()
                    .setCertificateSigningRequest(
                        com.google.protobuf.ByteString.copyFrom(
                            Identity.signingRequest(keys.tls())))
                    .build())
            .getCertificate();
    return new Enrolment(
        enrolment.installId(),
        chain(certificate),
        Identity.toPem("CERTIFICATE", certificate.getAuthority().toByteArray()),
        enrolment.signingKey(),
        WireFormat.fromProto(certificate.getNotAfter()));
  }

  /// Opens the stream; the observer is called on the executor.
  void watch(RunnerInfo info, long generation, StreamObserver<WatchResponse> observer) {
    RunnerServiceGrpc.newStub(channel)
        .watch(
            WatchRequest.newBuilder().setRunner(info).setGeneration(generation).build(), observer);
  }

  Optional<Envelope> fetchDesiredState(long known) {
    FetchDesiredStateResponse response =
        calls()
            .fetchDesiredState(
                FetchDesiredStateRequest.newBuilder().setKnownGeneration(known).build());
    return response.hasEnvelope()
        ? Optional.of(Envelope.of(response.getEnvelope()))
        : Optional.empty();
  }

  byte[] fetchRelease(String digest) {
    return calls()
        .fetchRelease(FetchReleaseRequest.newBuilder().setDigest(digest).build())
        .getDocument()
        .toByteArray();
  }

  /// @return how often to report while a pipeline runs
  Duration report(String session, long sequence, ObservedState state) {
    return WireFormat.fromProto(
        calls()
            .reportObservedState(
                ReportObservedStateRequest.newBuilder()
                    .setSession(session)
                    .setSequence(sequence)
                    .setObservedState(WireFormat.toProto(state))
                    .build())
            .getReportInterval());
  }

  HeartbeatResponse heartbeat(RunnerInfo info, Load load, Keyring sealing) {
    return calls()
        .heartbeat(
            HeartbeatRequest.newBuilder()
                .setRunner(info)
                .setLoad(load)
                .setSealingKey(
                    SealingKey.newBuilder()
                        .setPublicKey(
                            com.google.protobuf.ByteString.copyFrom(sealing.present().publicKey()))
                        .setRotation(sealing.rotation())
                        .addAllOlderKeyIds(sealing.olderKeyIds()))
                .build());
  }

  private RunnerServiceGrpc.RunnerServiceBlockingStub calls() {
    return calls.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private static String chain(Certificate certificate) {
    StringBuilder pem = new StringBuilder();
    certificate
        .getChainList()
        .forEach(each -> pem.append(Identity.toPem("CERTIFICATE", each.toByteArray())));
    return pem.toString();
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(ManagedChannel channel) {
    channel.shutdownNow();
  }
}
