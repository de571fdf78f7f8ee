package io.millrace.controlplane.organization;

import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.Role;
import java.util.List;
import java.util.Optional;

/// The SQL of API keys.
final class ApiKeyStore {

  private ApiKeyStore() {}

  /// As the system: who the key is of is what is to be found out.
  static Optional<Known> findUnrevoked(Transaction transaction, String id) {
    return transaction.find(
        """
        select k.id, k.name, k.role, k.secret_hash, o.id as organization_id,
          o.name as organization_name
        from api_keys k join organizations o on o.id = k.organization_id
        where k.id = ? and k.revoked_at is null
        """,
        row ->
            new Known(
                new Principal(
                    Principal.Kind.API_KEY,
                    row.text("id"),
                    row.text("name"),
                    row.constant("role", Role.class),
                    row.text("organization_id"),
                    row.text("organization_name")),
                row.bytes("secret_hash")),
        id);
  }

  static List<ApiKey> list(Transaction transaction) {
    return transaction.list(
        """
        select id, name, role, created_at from api_keys where revoked_at is null
        order by created_at, id
        """,
        ApiKeyStore::read);
  }

  static Optional<ApiKey> find(Transaction transaction, String id) {
    return transaction.find(
        """
        select id, name, role, created_at from api_keys where id = ? and revoked_at is null
        """,
        ApiKeyStore::read,
        id);
  }

  static ApiKey insert(
      Transaction transaction, String organizationId, ApiKeyText text, String name, Role role) {
    return transaction
        .find(
            """
            insert into api_keys (id, organization_id, name, role, secret_hash)
            values (?, ?, ?, ?::role, ?)
            returning id, name, role, created_at
            """,
            ApiKeyStore::read,
            text.id(),
            organizationId,
            name,
            role,
            Secret.hash(text.secret()))
        .orElseThrow();
  }

  static void revoke(Transaction transaction, String id) {
    transaction.update(
        "update api_keys set revoked_at = now() where id = ? and revoked_at is null", id);
  }

  private static ApiKey read(Row row) {
    return new ApiKey(
        row.text("id"),
        row.text("name"),
        row.constant("role", Role.class),
        row.instant("created_at"));
  }

  record Known(Principal principal, byte[] secretHash) {}
}
