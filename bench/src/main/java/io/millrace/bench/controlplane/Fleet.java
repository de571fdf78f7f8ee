package io.millrace.bench.controlplane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.millrace.bench.home.Api;
import io.millrace.cli.home.PrivateJson;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.Identity;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import io.millrace.runner.v1.Certificate;
import io.millrace.runner.v1.EnrolRequest;
import io.millrace.runner.v1.RunnerServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Makes installs with a pipeline each, and the simulated runners for them. All share one key pair
/// and a few network threads, so that they fit into one process; each has its own certificate,
/// connection and stream, as a real one has.
final class Fleet implements AutoCloseable {

  static final String PIPELINE = "orders";

  private static final String TYPE = "postgres";
  private static final int NETWORK_THREADS = 2;
  private static final int GRACE_SECONDS = 10;

  private final Api api;
  private final String installs;
  private final int runnerPort;
  private final KeyPair keys = Identity.generateKeyPair();
  private final byte[] signingRequest = Identity.signingRequest(keys);
  private final Sealing.KeyPair sealing = Sealing.KeyPair.generate();
  private final EventLoopGroup network = new NioEventLoopGroup(NETWORK_THREADS);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ManagedChannel enrolment;

  Fleet(Api api, int runnerPort, Path authority) throws IOException, InterruptedException {
    this.api = api;
    this.runnerPort = runnerPort;
    String organization = api.get("/api/v1/me").path("organization").path("id").asText();
    this.installs = "/api/v1/organizations/" + organization + "/installs";
    this.enrolment =
        channel(
            TlsChannelCredentials.newBuilder()
                .trustManager(stream(Files.readString(authority)))
                .build());
  }

  /// What an install needs to have a runner.
  record Enrolled(String path, Certificate certificate) {}

  /// An install by REST, enrolled over gRPC, with two connectors and a pipeline.
  Enrolled enrol(int number) throws IOException, InterruptedException {
    ObjectNode install = json().put("name", "bench-" + number);
    install.put("platform", "local").put("network", "existing");
    String id = api.send("POST", installs, install).path("id").asText();
    String path = installs + "/" + id;
    String token = api.send("POST", path + "/enrolment-tokens", json()).path("token").asText();
    Certificate certificate =
        RunnerServiceGrpc.newBlockingStub(enrolment)
            .enrol(
                EnrolRequest.newBuilder()
                    .setToken(token)
                    .setCertificateSigningRequest(ByteString.copyFrom(signingRequest))
                    .setSealingPublicKey(ByteString.copyFrom(sealing.publicKey()))
                    .setRunner(SimulatedRunner.info("enrolling"))
                    .build())
            .getCertificate();
    connector(path, id, "source");
    connector(path, id, "destination");
    ObjectNode pipeline = json().put("source", "source").put("destination", "destination");
    pipeline
        .putArray("tables")
        .addObject()
        .put("source", "public.orders")
        .put("destination", "public.orders");
    pipeline.put("runState", "RUNNING");
    api.send("PUT", path + "/pipelines/" + PIPELINE, pipeline);
    return new Enrolled(path, certificate);
  }

  SimulatedRunner runner(Enrolled enrolled, int number) throws IOException {
    Certificate certificate = enrolled.certificate();
    StringBuilder chain = new StringBuilder();
    certificate
        .getChainList()
        .forEach(each -> chain.append(Identity.toPem("CERTIFICATE", each.toByteArray())));
    String authority = Identity.toPem("CERTIFICATE", certificate.getAuthority().toByteArray());
    String key = Identity.toPem("PRIVATE KEY", keys.getPrivate().getEncoded());
    return new SimulatedRunner(
        enrolled.path(),
        channel(
            TlsChannelCredentials.newBuilder()
                .keyManager(stream(chain.toString()), stream(key))
                .trustManager(stream(authority))
                .build()),
        number);
  }

  /// Asks for a running pipeline to pause, and for a paused one to run: always a change.
  void flip(SimulatedRunner runner) throws IOException, InterruptedException {
    String runState = runner.flip() ? "PAUSED" : "RUNNING";
    api.send("PATCH", runner.path() + "/pipelines/" + PIPELINE, json().put("runState", runState));
  }

  private void connector(String path, String install, String name)
      throws IOException, InterruptedException {
    Map<String, String> config =
        Map.of(
            "hostname", "database.example", "port", "5432", "database", "shop", "username", "shop");
    SealedSecret sealed =
        Sealing.seal(
            sealing.publicKey(),
            Sealing.Place.of(
                install, name, TYPE, BoundFields.bundled(TYPE).orElseThrow(), config, "password"),
            "not-a-real-one");
    ObjectNode connector = json().put("type", TYPE);
    connector.set("config", PrivateJson.JSON.valueToTree(config));
    connector.putObject("secrets").set("password", PrivateJson.JSON.valueToTree(sealed));
    api.send("PUT", path + "/connectors/" + name, connector);
  }

  private ManagedChannel channel(ChannelCredentials credentials) {
    return NettyChannelBuilder.forAddress("localhost", runnerPort, credentials)
        .eventLoopGroup(network)
        .channelType(NioSocketChannel.class)
        .executor(executor)
        .build();
  }

  private static ObjectNode json() {
    return PrivateJson.JSON.createObjectNode();
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    enrolment.shutdownNow();
    // Gracefully: channels that were just closed still have something to say to it.
    var ended = network.shutdownGracefully(0, GRACE_SECONDS, TimeUnit.SECONDS);
    ended.awaitUninterruptibly(GRACE_SECONDS, TimeUnit.SECONDS);
    executor.shutdownNow();
  }
}
