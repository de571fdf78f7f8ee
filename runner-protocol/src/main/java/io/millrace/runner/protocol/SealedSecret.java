package io.millrace.runner.protocol;

/// A secret that only the runner whose sealing key has this id can open (see [Sealing]). Key and
/// ciphertext are base64, as they also travel in JSON.
public record SealedSecret(String keyId, String encapsulatedKey, String ciphertext) {}
