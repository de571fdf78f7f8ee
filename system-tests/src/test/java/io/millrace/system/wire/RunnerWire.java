package io.millrace.system.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Rig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Stands between a runner and its control plane and keeps what the runner says, in the clear. It
/// can, as it takes the keys of both from their homes: to the runner it is the control plane, to
/// the control plane it is the runner.
public final class RunnerWire implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char[] NO_PASSWORD = new char[0];

  private final int controlPlane;
  private final SSLContext towardsRunner;
  private final SSLContext towardsControlPlane;
  private final SSLServerSocket door;
  private final List<ByteArrayOutputStream> said = new CopyOnWriteArrayList<>();

  public RunnerWire(Rig rig) throws Exception {
    controlPlane = rig.port(9701);
    Path home = rig.home();
    X509Certificate authority =
        certificates(Files.readString(home.resolve("control-plane/authority.pem"))).getFirst();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair own = generator.generateKeyPair();
    X509Certificate server = issue(own, authority, home.resolve("control-plane/authority/key.pem"));
    towardsRunner = context(own.getPrivate(), List.of(server, authority), anyone());
    Path identity = home.resolve("runner/identity");
    JsonNode keys = JSON.readTree(identity.resolve("keys.json").toFile());
    JsonNode enrolment = JSON.readTree(identity.resolve("enrolment.json").toFile());
    towardsControlPlane =
        context(
            privateKey(Base64.getDecoder().decode(keys.path("tlsPrivate").asText())),
            certificates(enrolment.path("chain").asText()),
            only(authority));
    door =
        (SSLServerSocket)
            towardsRunner
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    door.setSSLParameters(http2(door.getSSLParameters()));
    Thread.ofPlatform().daemon().name("wire").start(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  /// What the runner has said so far, connection by connection, as it said it.
  public List<byte[]> said() {
    return said.stream().map(ByteArrayOutputStream::toByteArray).toList();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        SSLSocket runner = (SSLSocket) door.accept();
        Thread.ofPlatform().daemon().name("wire-connection").start(() -> connect(runner));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void connect(SSLSocket runner) {
    try (runner;
        SSLSocket other =
            (SSLSocket)
                towardsControlPlane.getSocketFactory().createSocket("localhost", controlPlane)) {
      other.setSSLParameters(http2(other.getSSLParameters()));
      other.startHandshake();
      runner.startHandshake();
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      said.add(kept);
      Thread back =
          Thread.ofPlatform()
              .daemon()
              .start(() -> pump(other, runner, new ByteArrayOutputStream()));
      pump(runner, other, kept);
      back.join(Duration.ofSeconds(1));
    } catch (IOException _) {
      // The runner connects again.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(SSLSocket from, SSLSocket to, ByteArrayOutputStream kept) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        kept.write(buffer, 0, read);
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException _) {
      // One side is gone.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(SSLSocket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone.
    }
  }

  private static SSLParameters http2(SSLParameters parameters) {
    parameters.setApplicationProtocols(new String[] {"h2"});
    return parameters;
  }

  private static SSLContext context(
      PrivateKey key, List<? extends Certificate> chain, TrustManager[] trust) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust, null);
    return context;
  }

  private static TrustManager[] only(X509Certificate authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    return trust.getTrustManagers();
  }

  /// Who the runner is, the control plane finds out.
  private static TrustManager[] anyone() {
    return new TrustManager[] {
      new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
          return new X509Certificate[0];
        }
      }
    };
  }

  private static X509Certificate issue(KeyPair keys, X509Certificate authority, Path authorityKey)
      throws Exception {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            authority,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minusSeconds(60)),
            Date.from(now.plus(Duration.ofDays(1))),
            new javax.security.auth.x500.X500Principal(new X500Name("CN=wire").toString()),
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    PrivateKey key = privateKey(pem(Files.readString(authorityKey)));
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static PrivateKey privateKey(byte[] encoded) throws Exception {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /// The private key of a file that holds the public one, too.
  private static byte[] pem(String text) {
    String begin = "-----BEGIN PRIVATE KEY-----";
    int start = text.indexOf(begin) + begin.length();
    return Base64.getMimeDecoder().decode(text.substring(start, text.indexOf("-----END", start)));
  }

  private static List<X509Certificate> certificates(String pem) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
