package io.millrace.runner.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.runner.v1.Signature;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;

/// A signed DesiredState: a DSSE envelope (github.com/secure-systems-lab/dsse, v1.0) with one
/// Ed25519 signature. [#bytes] is what travels, is stored and is journalled.
public final class Envelope {

  static final String PAYLOAD_TYPE = "application/vnd.millrace.desired-state.v1+protobuf";

  private final io.millrace.runner.v1.Envelope message;

  private Envelope(io.millrace.runner.v1.Envelope message) {
    this.message = message;
  }

  public static Envelope sign(DesiredState state, PrivateKey key, PublicKey publicKey) {
    byte[] payload = WireFormat.toProto(state).toByteArray();
    try {
      java.security.Signature signer = java.security.Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(preAuthentication(PAYLOAD_TYPE, payload));
      return new Envelope(
          io.millrace.runner.v1.Envelope.newBuilder()
              .setPayloadType(PAYLOAD_TYPE)
              .setPayload(ByteString.copyFrom(payload))
              .addSignatures(
                  Signature.newBuilder()
                      .setKeyId(keyId(publicKey))
                      .setSignature(ByteString.copyFrom(signer.sign())))
              .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not an Ed25519 key: " + e.getMessage(), e);
    }
  }

  /// @throws UntrustedException if these are not the bytes of an envelope
  public static Envelope parse(byte[] bytes) throws UntrustedException {
    try {
      return new Envelope(io.millrace.runner.v1.Envelope.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new UntrustedException("it is not an envelope: " + e.getMessage());
    }
  }

  public static Envelope of(io.millrace.runner.v1.Envelope message) {
    return new Envelope(message);
  }

  public byte[] bytes() {
    return message.toByteArray();
  }

  public io.millrace.runner.v1.Envelope message() {
    return message;
  }

  /// The DesiredState, if it was signed with the private half of this key.
  ///
  /// @throws UntrustedException if not; its message says why, to follow "because"
  public DesiredState verify(PublicKey key) throws UntrustedException {
    if (!message.getPayloadType().equals(PAYLOAD_TYPE)) {
      throw new UntrustedException("its type is \"" + message.getPayloadType() + "\"");
    }
    if (message.getSignaturesCount() == 0) {
      throw new UntrustedException("it is not signed");
    }
    byte[] payload = message.getPayload().toByteArray();
    byte[] signed = preAuthentication(PAYLOAD_TYPE, payload);
    String trusted = keyId(key);
    boolean known = false;
    for (Signature signature : message.getSignaturesList()) {
      if (!signature.getKeyId().equals(trusted)) {
        continue;
      }
      known = true;
      if (verifies(key, signed, signature.getSignature().toByteArray())) {
        return parsePayload(payload);
      }
    }
    throw new UntrustedException(
        known
            ? "its signature does not fit its content"
            : "it is signed by another key than the one pinned at enrolment");
  }

  private static DesiredState parsePayload(byte[] payload) throws UntrustedException {
    try {
      return WireFormat.fromProto(io.millrace.runner.v1.DesiredState.parseFrom(payload));
    } catch (InvalidProtocolBufferException e) {
      throw new UntrustedException("its payload is not a DesiredState: " + e.getMessage());
    }
  }

  private static boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  public static String keyId(PublicKey key) {
    return Digest.of(key.getEncoded());
  }

  /// DSSE's PAE: `DSSEv1 <len(type)> <type> <len(payload)> <payload>`.
  private static byte[] preAuthentication(String type, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(typeBytes);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /// That an envelope cannot be trusted, and why.
  public static final class UntrustedException extends Exception {
    private static final long serialVersionUID = 1L;

    public UntrustedException(String message) {
      super(message);
    }
  }
}
