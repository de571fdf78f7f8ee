package io.millrace.controlplane.organization;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Id;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.http.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Reads an organization, and makes the first one.
@ApplicationScoped
public class OrganizationService {

  private static final String BOOTSTRAP_KEY = "bootstrap";

  private final Database database;

  OrganizationService(Database database) {
    this.database = database;
  }

  Organization get(Principal principal) {
    return database.inOrganization(
        principal.organizationId(),
        transaction ->
            transaction
                .find("select id, name, created_at from organizations", OrganizationService::read)
                .orElseThrow(
                    () -> ProblemException.notFound("organization", principal.organizationId())));
  }

  /// Afterwards there is an organization of this name, and this key is one of its admins; however
  /// often it is called.
  Outcome bootstrap(String name, ApiKeyText key) {
    return database.asSystem(
        transaction -> {
          transaction.update(
              "insert into organizations (id, name) values (?, ?) on conflict (name) do nothing",
              Id.next("org"),
              name);
          Organization organization = findByName(transaction, name).orElseThrow();
          Optional<ApiKeyStore.Known> known = ApiKeyStore.findUnrevoked(transaction, key.id());
          if (known.isEmpty()) {
            if (exists(transaction, key.id())) {
              return Outcome.KEY_REVOKED;
            }
            ApiKeyStore.insert(transaction, organization.id(), key, BOOTSTRAP_KEY, Role.ADMIN);
            return Outcome.DONE;
          }
          boolean same =
              known.get().principal().organizationId().equals(organization.id())
                  && Secret.fits(key.secret(), known.get().secretHash());
          return same ? Outcome.DONE : Outcome.KEY_TAKEN;
        });
  }

  private static boolean exists(Transaction transaction, String keyId) {
    return transaction.find("select 1 from api_keys where id = ?", row -> true, keyId).isPresent();
  }

  private static Optional<Organization> findByName(Transaction transaction, String name) {
    return transaction.find(
        "select id, name, created_at from organizations where name = ?",
        OrganizationService::read,
        name);
  }

  private static Organization read(Row row) {
    return new Organization(row.text("id"), row.text("name"), row.instant("created_at"));
  }

  enum Outcome {
    DONE,
    KEY_REVOKED,
    KEY_TAKEN
  }
}
