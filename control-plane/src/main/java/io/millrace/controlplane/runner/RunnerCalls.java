package io.millrace.controlplane.runner;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.millrace.controlplane.identity.CertificateAuthority;
import io.millrace.controlplane.identity.SigningKeys;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.Sealing;
import io.millrace.runner.protocol.WireFormat;
import io.millrace.runner.v1.Certificate;
import io.millrace.runner.v1.EnrolRequest;
import io.millrace.runner.v1.EnrolResponse;
import io.millrace.runner.v1.Envelope;
import io.millrace.runner.v1.FetchDesiredStateRequest;
import io.millrace.runner.v1.FetchDesiredStateResponse;
import io.millrace.runner.v1.FetchReleaseRequest;
import io.millrace.runner.v1.FetchReleaseResponse;
import io.millrace.runner.v1.HeartbeatRequest;
import io.millrace.runner.v1.HeartbeatResponse;
import io.millrace.runner.v1.RenewCertificateRequest;
import io.millrace.runner.v1.RenewCertificateResponse;
import io.millrace.runner.v1.ReportObservedStateRequest;
import io.millrace.runner.v1.ReportObservedStateResponse;
import io.millrace.runner.v1.RunnerServiceGrpc;
import io.millrace.runner.v1.WatchRequest;
import io.millrace.runner.v1.WatchResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The protocol's calls. The install comes from the caller's certificate, never from a request.
@ApplicationScoped
class RunnerCalls extends RunnerServiceGrpc.RunnerServiceImplBase {

  private static final Logger LOG = Logger.getLogger(RunnerCalls.class);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(10);
  private static final int MOST_FAILURES_SHOWN = 200;

  private final EnrolmentTokens tokens;
  private final CertificateAuthority authority;
  private final SigningKeys signingKeys;
  private final RunnerStore store;
  private final Runners runners;
  private final Sessions sessions;
  private final SealingKeys sealingKeys;
  private final Event<InstallSeen> seen;

  RunnerCalls(
      EnrolmentTokens tokens,
      CertificateAuthority authority,
      SigningKeys signingKeys,
      RunnerStore store,
      Runners runners,
      Sessions sessions,
      SealingKeys sealingKeys,
      Event<InstallSeen> seen) {
    this.tokens = tokens;
    this.authority = authority;
    this.signingKeys = signingKeys;
    this.store = store;
    this.runners = runners;
    this.sessions = sessions;
    this.sealingKeys = sealingKeys;
    this.seen = seen;
  }

  @Override
  public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> response) {
    answer(
        response,
        () -> {
          byte[] signingRequest = request.getCertificateSigningRequest().toByteArray();
          PublicKey key = publicKey(signingRequest);
          checkSealingKey(request.getSealingPublicKey());
          EnrolmentTokens.Grant grant =
              tokens
                  .redeem(request.getToken(), Digest.of(key.getEncoded()))
                  .orElseThrow(
                      () ->
                          Status.UNAUTHENTICATED
                              .withDescription(
                                  "The enrolment token is unknown, expired, or was used by another"
                                      + " runner. Make a new one for the install")
                              .asRuntimeException());
          X509Certificate issued = authority.issueRunner(grant.installId(), signingRequest);
          store.enrolled(
              grant,
              request.getSealingPublicKey().toByteArray(),
              issued.getNotAfter().toInstant(),
              issued.getNotBefore().toInstant());
          sealingKeys.enrolled(grant.organizationId(), grant.installId());
          tell(grant.organizationId(), grant.installId(), false);
          LOG.infof("The runner of %s enrolled", grant.installId());
          return EnrolResponse.newBuilder()
              .setInstallId(grant.installId())
              .setCertificate(certificate(issued))
              .setSigningPublicKey(
                  ByteString.copyFrom(signingKeys.publicKey(grant.organizationId()).getEncoded()))
              .setServerTime(WireFormat.toProto(Instant.now()))
              .build();
        });
  }

  @Override
  public void renewCertificate(
      RenewCertificateRequest request, StreamObserver<RenewCertificateResponse> response) {
    ClientCertificates.Caller caller = caller();
    answer(
        response,
        () -> {
          byte[] signingRequest = request.getCertificateSigningRequest().toByteArray();
          publicKey(signingRequest);
          X509Certificate issued = authority.issueRunner(caller.installId(), signingRequest);
          store.renewed(caller.installId(), issued.getNotAfter().toInstant());
          return RenewCertificateResponse.newBuilder().setCertificate(certificate(issued)).build();
        });
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<WatchResponse> response) {
    ClientCertificates.Caller caller = caller();
    ServerCallStreamObserver<WatchResponse> stream =
        (ServerCallStreamObserver<WatchResponse>) response;
    Sessions.Session opening =
        new Sessions.Session(
            request.getRunner().getSession(),
            caller.organizationId(),
            request.getRunner().getVersion(),
            request.getRunner().getHost(),
            stream);
    stream.setOnCancelHandler(() -> closed(caller, opening));
    Sessions.Session other = sessions.open(caller.installId(), opening);
    if (other != null) {
      stream.onError(heldBy(other).asRuntimeException());
      return;
    }
    try {
      store.connected(caller.installId(), opening.version, opening.host, true);
      opening.tell(store.newestGeneration(caller.installId()));
      tell(caller.organizationId(), caller.installId(), false);
    } catch (RuntimeException e) {
      closed(caller, opening);
      stream.onError(failure(e));
    }
  }

  private void closed(ClientCertificates.Caller caller, Sessions.Session session) {
    if (sessions.close(caller.installId(), session)) {
      // The handler runs on a network thread, which must not wait for a database.
      Thread.startVirtualThread(
          () -> {
            store.connected(caller.installId(), session.version, session.host, false);
            tell(caller.organizationId(), caller.installId(), false);
          });
    }
  }

  @Override
  public void fetchDesiredState(
      FetchDesiredStateRequest request, StreamObserver<FetchDesiredStateResponse> response) {
    ClientCertificates.Caller caller = caller();
    answer(
        response,
        () -> {
          FetchDesiredStateResponse.Builder answer = FetchDesiredStateResponse.newBuilder();
          var newest = store.newest(caller.installId(), request.getKnownGeneration());
          if (newest.isPresent()) {
            answer.setEnvelope(Envelope.parseFrom(newest.get().envelope()));
          }
          return answer.build();
        });
  }

  @Override
  public void fetchRelease(
      FetchReleaseRequest request, StreamObserver<FetchReleaseResponse> response) {
    ClientCertificates.Caller caller = caller();
    answer(
        response,
        () ->
            FetchReleaseResponse.newBuilder()
                .setDocument(
                    ByteString.copyFrom(
                        store
                            .release(caller.installId(), request.getDigest())
                            .orElseThrow(
                                () ->
                                    Status.NOT_FOUND
                                        .withDescription(
                                            "This install's DesiredState names no release "
                                                + request.getDigest())
                                        .asRuntimeException())))
                .build());
  }

  @Override
  public void reportObservedState(
      ReportObservedStateRequest request, StreamObserver<ReportObservedStateResponse> response) {
    ClientCertificates.Caller caller = caller();
    answer(
        response,
        () -> {
          Sessions.Session other = sessions.heard(caller.installId(), request.getSession(), null);
          if (other != null) {
            throw heldBy(other).asRuntimeException();
          }
          ObservedState state = WireFormat.fromProto(request.getObservedState());
          runners.report(caller.organizationId(), caller.installId(), state);
          tell(caller.organizationId(), caller.installId(), true);
          return ReportObservedStateResponse.newBuilder()
              .setReportInterval(WireFormat.toProto(REPORT_INTERVAL))
              .build();
        });
  }

  @Override
  public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> response) {
    ClientCertificates.Caller caller = caller();
    answer(
        response,
        () -> {
          RunnerConnection.Load load =
              new RunnerConnection.Load(
                  request.getLoad().getResidentBytes(),
                  WireFormat.fromProto(request.getLoad().getCpuTime()).toMillis(),
                  WireFormat.fromProto(request.getLoad().getUptime()).toSeconds());
          Sessions.Session other =
              sessions.heard(caller.installId(), request.getRunner().getSession(), load);
          if (other != null) {
            throw heldBy(other).asRuntimeException();
          }
          sealingKey(caller, request);
          tell(caller.organizationId(), caller.installId(), false);
          return HeartbeatResponse.newBuilder()
              .setServerTime(WireFormat.toProto(Instant.now()))
              .setHeartbeatInterval(WireFormat.toProto(HEARTBEAT_INTERVAL))
              .build();
        });
  }

  /// Said in every heartbeat, and looked at once in a session unless it changes.
  private void sealingKey(ClientCertificates.Caller caller, HeartbeatRequest request) {
    Optional<Sessions.Session> session = sessions.find(caller.installId());
    if (request.hasSealingKey()
        && session.isPresent()
        && !request.getSealingKey().equals(session.get().sealingKey)) {
      checkSealingKey(request.getSealingKey().getPublicKey());
      sealingKeys.told(caller.organizationId(), caller.installId(), request.getSealingKey());
      session.get().sealingKey = request.getSealingKey();
    }
  }

  private static void checkSealingKey(ByteString key) {
    if (key.size() != Sealing.KEY_BYTES) {
      throw invalid("The sealing key is not an X25519 public key of 32 bytes");
    }
  }

  private void tell(String organizationId, String installId, boolean reported) {
    seen.fireAsync(new InstallSeen(organizationId, installId, reported));
  }

  private static ClientCertificates.Caller caller() {
    return ClientCertificates.CALLER.get();
  }

  private static Status heldBy(Sessions.Session other) {
    return Status.FAILED_PRECONDITION.withDescription(
        "Another runner with this identity is connected since "
            + other.since
            + " from "
            + other.host
            + " (version "
            + other.version
            + ")");
  }

  private static PublicKey publicKey(byte[] signingRequest) throws Exception {
    try {
      return CertificateAuthority.publicKey(signingRequest);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static StatusRuntimeException invalid(@Nullable String why) {
    return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
  }

  private Certificate certificate(X509Certificate issued) throws Exception {
    return Certificate.newBuilder()
        .addChain(ByteString.copyFrom(issued.getEncoded()))
        .setAuthority(ByteString.copyFrom(authority.certificate().getEncoded()))
        .setNotAfter(WireFormat.toProto(issued.getNotAfter().toInstant()))
        .build();
  }

  private static <T> void answer(StreamObserver<T> response, Callable<T> work) {
    T value;
    try {
      value = work.call();
    } catch (Exception e) {
      response.onError(failure(e));
      return;
    }
    response.onNext(value);
    response.onCompleted();
  }

  private static StatusRuntimeException failure(Exception e) {
    if (e instanceof StatusRuntimeException known) {
      return known;
    }
    LOG.error("A runner's call failed", e);
    String why = String.valueOf(e.getMessage());
    return Status.UNAVAILABLE
        .withDescription(
            "The control plane could not answer: "
                + why.substring(0, Math.min(why.length(), MOST_FAILURES_SHOWN)))
        .asRuntimeException();
  }
}
