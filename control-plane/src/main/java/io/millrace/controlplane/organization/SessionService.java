package io.millrace.controlplane.organization;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Starts sessions of the console, by a key or by a link that works once, and ends them.
@ApplicationScoped
public class SessionService {

  static final Duration SESSION_LIFE = Duration.ofHours(12);
  private static final Duration LINK_LIFE = Duration.ofMinutes(10);

  private final Database database;
  private final ApiKeyService keys;

  SessionService(Database database, ApiKeyService keys) {
    this.database = database;
    this.keys = keys;
  }

  Optional<Principal> authenticate(String token) {
    return database.asSystem(transaction -> SessionStore.find(transaction, token));
  }

  Started startByKey(String apiKey) {
    return start(keys.authenticate(apiKey).orElseThrow(SessionService::unknownKey));
  }

  Started startByLink(String code) {
    Principal key =
        database
            .asSystem(
                transaction ->
                    SessionStore.takeLink(transaction, code)
                        .flatMap(id -> ApiKeyStore.findUnrevoked(transaction, id)))
            .map(ApiKeyStore.Known::principal)
            .orElseThrow(SessionService::unknownLink);
    return start(key);
  }

  private Started start(Principal key) {
    String token = Secret.next();
    database.inOrganization(
        key.organizationId(),
        transaction -> {
          SessionStore.insert(
              transaction, key, token, key.name(), Instant.now().plus(SESSION_LIFE));
          return true;
        });
    return new Started(token, authenticate(token).orElseThrow(SessionService::unknownKey));
  }

  /// A caller with an API key has no session to end, which is as well.
  void end(Principal principal) {
    if (principal.kind() == Principal.Kind.SESSION) {
      database.inOrganization(
          principal.organizationId(),
          transaction -> {
            SessionStore.delete(transaction, principal.id());
            return true;
          });
    }
  }

  Link link(Principal principal) {
    String code = Secret.next();
    Instant expiresAt = Instant.now().plus(LINK_LIFE);
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          String keyId =
              switch (principal.kind()) {
                case API_KEY -> principal.id();
                case SESSION -> SessionStore.keyOf(transaction, principal.id()).orElseThrow();
              };
          SessionStore.insertLink(transaction, principal.organizationId(), keyId, code, expiresAt);
          return true;
        });
    return new Link(code, expiresAt);
  }

  @Scheduled(every = "10m", delayed = "1m")
  void forgetExpired() {
    database.asSystem(
        transaction -> {
          SessionStore.deleteExpired(transaction);
          return true;
        });
  }

  private static ProblemException unknownKey() {
    return ProblemException.of(
        401,
        "unknown-api-key",
        "The API key is not known",
        "It is mistyped, revoked, or of another control plane.",
        "Check it, or have another made: millrace console opens the console without one.");
  }

  private static ProblemException unknownLink() {
    return ProblemException.of(
        401,
        "unknown-link",
        "The link no longer works",
        "It was used before, or is older than ten minutes.",
        "Have a new one made: millrace console.");
  }

  record Started(String token, Principal principal) {}

  record Link(String code, Instant expiresAt) {}
}
