package io.millrace.runner.protocol;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// Keys, certificate signing requests and certificates of runners, as bytes and back. Runners have
/// EC P-256 keys, which every TLS library takes.
public final class Identity {

  /// The subject alternative name that ties a certificate to an install.
  public static final String URI_PREFIX = "spiffe://millrace/install/";

  private static final int SAN_URI = 6;

  private Identity() {}

  public static KeyPair generateKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has EC P-256", e);
    }
  }

  /// A PKCS#10 request, DER. Its subject says nothing: the control plane sets the identity.
  public static byte[] signingRequest(KeyPair keys) {
    try {
      return new JcaPKCS10CertificationRequestBuilder(
              new X500Principal("CN=millrace-runner"), keys.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalArgumentException("Not an EC key: " + e.getMessage(), e);
    }
  }

  public static PrivateKey parsePrivateKey(byte[] pkcs8, String algorithm)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  public static PublicKey parsePublicKey(byte[] spki, String algorithm)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
  }

  public static X509Certificate parseCertificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new java.io.ByteArrayInputStream(der));
  }

  /// The install that a runner's certificate is for.
  ///
  /// @throws CertificateException if it is not a runner's certificate
  public static String installId(X509Certificate certificate) throws CertificateException {
    var names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (var name : names) {
        if (name.get(0) instanceof Integer type
            && type == SAN_URI
            && name.get(1) instanceof String uri
            && uri.startsWith(URI_PREFIX)) {
          return uri.substring(URI_PREFIX.length());
        }
      }
    }
    throw new CertificateException("The certificate names no install");
  }

  /// @param type such as `CERTIFICATE` or `PRIVATE KEY`
  public static String toPem(String type, byte[] der) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(new PemObject(type, der));
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory does not fail", e);
    }
    return text.toString();
  }

  /// The bytes of the first object in a PEM text.
  public static byte[] fromPem(String pem) throws IOException {
    try (PemReader reader = new PemReader(new StringReader(pem))) {
      PemObject object = reader.readPemObject();
      if (object == null) {
        throw new IOException("There is no PEM object in it");
      }
      return object.getContent();
    }
  }
}
