package io.millrace.controlplane.identity;

import io.millrace.runner.protocol.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Certifies the runners of this control plane, and the server they connect to. `authority.pem` in
/// the control plane's home is what a runner is given to check that server by.
@ApplicationScoped
public class CertificateAuthority {

  /// A runner renews at two thirds of this.
  public static final Duration RUNNER_LIFE = Duration.ofHours(24);

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration SERVER_LIFE = Duration.ofDays(397);

  /// Clocks differ; a certificate is valid a little before it was made.
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private static final X500Name NAME = new X500Name("CN=Millrace runner authority");
  private static final int SERIAL_BITS = 128;

  private final KeyPair keys;
  private final X509Certificate certificate;

  CertificateAuthority(@ConfigProperty(name = "millrace.home") String home)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    Path folder = Path.of(home).toAbsolutePath();
    keys = KeyFile.loadOrCreate(folder.resolve("authority/key.pem"), ecGenerator(), "EC");
    Path file = folder.resolve("authority.pem");
    if (!Files.exists(file)) {
      X509Certificate own =
          sign(NAME, keys.getPublic(), AUTHORITY_LIFE, new BasicConstraints(0), null, List.of());
      KeyFile.write(file, Identity.toPem("CERTIFICATE", own.getEncoded()));
    }
    certificate =
        Identity.parseCertificate(
            Identity.fromPem(Files.readString(file, StandardCharsets.US_ASCII)));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /// A server certificate with a key of its own, which is never stored.
  public record ServerIdentity(KeyPair keys, X509Certificate certificate) {}

  public ServerIdentity issueServer(List<String> hostNames, List<String> addresses)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    List<GeneralName> names = new ArrayList<>();
    hostNames.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
    KeyPair own = ecGenerator().generateKeyPair();
    return new ServerIdentity(
        own,
        sign(
            new X500Name("CN=Millrace control plane"),
            own.getPublic(),
            SERVER_LIFE,
            new BasicConstraints(false),
            KeyPurposeId.id_kp_serverAuth,
            names));
  }

  /// The certificate of an install's runner. Of the request only the key is taken, once it is shown
  /// that whoever sent it has the private half.
  ///
  /// @throws IllegalArgumentException if the request is not one, or not signed by its own key
  public X509Certificate issueRunner(String installId, byte[] signingRequest)
      throws GeneralSecurityException, OperatorCreationException {
    try {
      PublicKey key = publicKey(signingRequest);
      return sign(
          new X500Name("CN=" + installId),
          key,
          RUNNER_LIFE,
          new BasicConstraints(false),
          KeyPurposeId.id_kp_clientAuth,
          List.of(
              new GeneralName(
                  GeneralName.uniformResourceIdentifier, Identity.URI_PREFIX + installId)));
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a certificate signing request", e);
    }
  }

  /// The key in a signing request, after checking that the request is signed with it.
  public static PublicKey publicKey(byte[] signingRequest) throws GeneralSecurityException {
    try {
      JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(signingRequest);
      PublicKey key = request.getPublicKey();
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new IllegalArgumentException("The signing request is not signed with its own key");
      }
      return key;
    } catch (IOException | PKCSException | OperatorCreationException e) {
      throw new IllegalArgumentException("Not a certificate signing request", e);
    }
  }

  private X509Certificate sign(
      X500Name subject,
      PublicKey key,
      Duration life,
      BasicConstraints constraints,
      @org.jspecify.annotations.Nullable KeyPurposeId purpose,
      List<GeneralName> names)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(SERIAL_BITS, new SecureRandom()),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(life)),
            subject,
            key);
    builder.addExtension(Extension.basicConstraints, true, constraints);
    if (constraints.isCA()) {
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } else {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    }
    if (purpose != null) {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static KeyPairGenerator ecGenerator() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator;
  }
}
