package io.millrace.controlplane.http;

import java.util.Optional;

/// Knows keys and sessions. Empty means unknown, revoked or expired: the caller learns no more.
public interface Authenticator {

  Optional<Principal> byApiKey(String apiKey);

  Optional<Principal> bySession(String token);
}
