package io.millrace.runner.connection;

import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.millrace.runner.journal.Identities.Enrolment;
import io.millrace.runner.journal.Identities.Keys;
import io.millrace.runner.protocol.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// TLS channels to the control plane.
final class Channels {

  private static final int LARGEST_MESSAGE_BYTES = 16 << 20;

  private Channels() {}

  /// Without an identity: for enrolment alone.
  static ManagedChannel anonymous(String address, String authority, Executor executor)
      throws IOException {
    return build(
        address,
        TlsChannelCredentials.newBuilder().trustManager(stream(authority)).build(),
        executor);
  }

  static ManagedChannel identified(
      String address, Enrolment enrolment, Keys keys, Executor executor) throws IOException {
    String key = Identity.toPem("PRIVATE KEY", keys.tls().getPrivate().getEncoded());
    return build(
        address,
        TlsChannelCredentials.newBuilder()
            .keyManager(stream(enrolment.chain()), stream(key))
            .trustManager(stream(enrolment.authority()))
            .build(),
        executor);
  }

  private static ManagedChannel build(
      String address, ChannelCredentials credentials, Executor executor) {
    return OkHttpChannelBuilder.forTarget("dns:///" + address, credentials)
        .executor(executor)
        .transportExecutor(executor)
        .keepAliveTime(20, TimeUnit.SECONDS)
        .keepAliveTimeout(10, TimeUnit.SECONDS)
        .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
        .build();
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
