package io.millrace.controlplane.runner;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.millrace.runner.protocol.Identity;
import io.millrace.runner.v1.RunnerServiceGrpc;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Takes a call's install from its client certificate, which TLS has checked against the authority;
/// refuses what is expired, revoked or superseded. Only enrolment needs no certificate.
final class ClientCertificates implements ServerInterceptor {

  static final Context.Key<Caller> CALLER = Context.key("runner");

  /// A revocation is noticed within this.
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private static final String OPEN_METHOD = RunnerServiceGrpc.getEnrolMethod().getFullMethodName();

  private final RunnerStore store;
  private final Map<String, Checked> checked = new ConcurrentHashMap<>();

  ClientCertificates(RunnerStore store) {
    this.store = store;
  }

  record Caller(String organizationId, String installId) {}

  private record Checked(Optional<RunnerStore.Known> known, Instant at) {}

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    if (call.getMethodDescriptor().getFullMethodName().equals(OPEN_METHOD)) {
      return next.startCall(call, headers);
    }
    try {
      Context context = Context.current().withValue(CALLER, caller(call));
      return Contexts.interceptCall(context, call, headers, next);
    } catch (CertificateException e) {
      call.close(Status.UNAUTHENTICATED.withDescription(e.getMessage()), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  private Caller caller(ServerCall<?, ?> call) throws CertificateException {
    X509Certificate certificate = certificate(call);
    // TLS checked the dates when the connection was made; connections outlive certificates.
    certificate.checkValidity();
    String installId = Identity.installId(certificate);
    RunnerStore.Known known =
        known(installId)
            .orElseThrow(
                () -> new CertificateException("The install " + installId + " does not exist"));
    if (known.revoked()) {
      throw new CertificateException("The runner of " + installId + " was revoked");
    }
    if (certificate.getNotBefore().toInstant().isBefore(known.validFrom())) {
      throw new CertificateException(
          "Another runner was enrolled for "
              + installId
              + " since; this one's certificate ended"
              + " with that");
    }
    return new Caller(known.organizationId(), installId);
  }

  private Optional<RunnerStore.Known> known(String installId) {
    Instant now = Instant.now();
    return checked
        .compute(
            installId,
            (id, before) ->
                before != null && before.at().plus(REMEMBERED).isAfter(now)
                    ? before
                    : new Checked(store.find(id), now))
        .known();
  }

  private static X509Certificate certificate(ServerCall<?, ?> call) throws CertificateException {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    try {
      if (session != null && session.getPeerCertificates()[0] instanceof X509Certificate found) {
        return found;
      }
    } catch (SSLPeerUnverifiedException e) {
      // Said below.
    }
    throw new CertificateException("The call came without a client certificate");
  }
}
