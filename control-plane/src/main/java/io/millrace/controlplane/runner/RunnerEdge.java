package io.millrace.controlplane.runner;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.millrace.controlplane.identity.CertificateAuthority;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The mTLS server on the runner port.
@ApplicationScoped
public class RunnerEdge {

  private static final int LARGEST_MESSAGE_BYTES = 4 << 20;

  /// Thousands of idle streams: small windows, as messages are small.
  private static final int FLOW_CONTROL_BYTES = 64 << 10;

  private final CertificateAuthority authority;
  private final RunnerCalls calls;
  private final RunnerStore store;
  private final GenerationListener generations;
  private final String host;
  private final int port;
  private final List<String> hostNames;
  private @Nullable Server server;

  RunnerEdge(
      CertificateAuthority authority,
      RunnerCalls calls,
      RunnerStore store,
      GenerationListener generations,
      @ConfigProperty(name = "millrace.runner.host", defaultValue = "127.0.0.1") String host,
      @ConfigProperty(name = "millrace.runner.port") int port,
      @ConfigProperty(name = "millrace.runner.host-names", defaultValue = "localhost")
          List<String> hostNames) {
    this.authority = authority;
    this.calls = calls;
    this.store = store;
    this.generations = generations;
    this.host = host;
    this.port = port;
    this.hostNames = hostNames;
  }

  void start(@Observes StartupEvent event) throws Exception {
    store.forgetConnections();
    generations.start();
    CertificateAuthority.ServerIdentity identity =
        authority.issueServer(hostNames, List.of("127.0.0.1"));
    SslContext tls =
        GrpcSslContexts.configure(
                SslContextBuilder.forServer(
                    identity.keys().getPrivate(), identity.certificate(), authority.certificate()))
            .trustManager(authority.certificate())
            .clientAuth(ClientAuth.OPTIONAL)
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .sslContext(tls)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .intercept(new ClientCertificates(store))
            .addService(calls)
            .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
            .flowControlWindow(FLOW_CONTROL_BYTES)
            .keepAliveTime(15, TimeUnit.SECONDS)
            .keepAliveTimeout(8, TimeUnit.SECONDS)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException(
          "The runner port "
              + port
              + " cannot be opened: "
              + e.getMessage()
              + ". Stop what listens there, or set MILLRACE_RUNNER_PORT",
          e);
    }
  }

  /// Whether runners can connect.
  public boolean listening() {
    Server started = server;
    return started != null && !started.isShutdown();
  }

  void stop(@Observes ShutdownEvent event) {
    generations.stop();
    Server started = server;
    if (started != null) {
      started.shutdownNow();
    }
  }
}
