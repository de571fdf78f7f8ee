package io.millrace.controlplane.organization;

import io.millrace.controlplane.http.Authenticator;
import io.millrace.controlplane.http.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Keys and sessions, from the database each time, so that a revocation counts at once.
@ApplicationScoped
class KnownCallers implements Authenticator {

  private final ApiKeyService keys;
  private final SessionService sessions;

  KnownCallers(ApiKeyService keys, SessionService sessions) {
    this.keys = keys;
    this.sessions = sessions;
  }

  @Override
  public Optional<Principal> byApiKey(String apiKey) {
    return keys.authenticate(apiKey);
  }

  @Override
  public Optional<Principal> bySession(String token) {
    return sessions.authenticate(token);
  }
}
