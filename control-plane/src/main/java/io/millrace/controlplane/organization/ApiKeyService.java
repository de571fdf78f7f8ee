package io.millrace.controlplane.organization;

import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.http.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Makes, lists and revokes keys.
@ApplicationScoped
public class ApiKeyService {

  private final Database database;
  private final AuditLog audit;

  ApiKeyService(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  Optional<Principal> authenticate(String text) {
    return ApiKeyText.parse(text)
        .flatMap(
            key ->
                database
                    .asSystem(transaction -> ApiKeyStore.findUnrevoked(transaction, key.id()))
                    .filter(known -> Secret.fits(key.secret(), known.secretHash())))
        .map(ApiKeyStore.Known::principal);
  }

  List<ApiKey> list(Principal principal) {
    return database.inOrganization(principal.organizationId(), ApiKeyStore::list);
  }

  NewApiKey create(Principal principal, String name, Role role) {
    ApiKeyText text = ApiKeyText.next();
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          ApiKey key =
              ApiKeyStore.insert(transaction, principal.organizationId(), text, name, role);
          audit.record(transaction, principal, "api-key.create", key.id(), null, key);
          return new NewApiKey(key.id(), key.name(), key.role(), key.createdAt(), text.text());
        });
  }

  /// Its sessions end with it.
  void revoke(Principal principal, String id) {
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          ApiKey key =
              ApiKeyStore.find(transaction, id)
                  .orElseThrow(() -> ProblemException.notFound("API key", id));
          List<ApiKey> admins =
              ApiKeyStore.list(transaction).stream()
                  .filter(each -> each.role() == Role.ADMIN)
                  .toList();
          if (admins.equals(List.of(key))) {
            throw lastAdmin(key);
          }
          ApiKeyStore.revoke(transaction, id);
          audit.record(transaction, principal, "api-key.revoke", id, key, null);
          return true;
        });
  }

  private static ProblemException lastAdmin(ApiKey key) {
    return ProblemException.of(
        409,
        "last-admin-key",
        "It is the last key with the role ADMIN",
        "Without \"" + key.name() + "\" nobody could change this organization any more.",
        "Make another key with the role ADMIN first.");
  }
}
