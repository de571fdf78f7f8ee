package io.millrace.controlplane.organization;

import io.millrace.controlplane.database.Id;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.Role;
import java.time.Instant;
import java.util.Optional;

/// The SQL of the console's sessions and of the links that start them.
final class SessionStore {

  private SessionStore() {}

  static void insert(
      Transaction transaction, Principal key, String token, String name, Instant expiresAt) {
    transaction.update(
        """
        insert into sessions (id, organization_id, api_key_id, name, role, token_hash, expires_at)
        values (?, ?, ?, ?, ?::role, ?, ?)
        """,
        Id.next("ses"),
        key.organizationId(),
        key.id(),
        name,
        key.role(),
        Secret.hash(token),
        expiresAt);
  }

  /// As the system. A session is good as long as its key is.
  static Optional<Principal> find(Transaction transaction, String token) {
    return transaction.find(
        """
        select s.id, s.name, s.role, o.id as organization_id, o.name as organization_name
        from sessions s
        join api_keys k on k.id = s.api_key_id and k.revoked_at is null
        join organizations o on o.id = s.organization_id
        where s.token_hash = ? and s.expires_at > now()
        """,
        row ->
            new Principal(
                Principal.Kind.SESSION,
                row.text("id"),
                row.text("name"),
                row.constant("role", Role.class),
                row.text("organization_id"),
                row.text("organization_name")),
        (Object) Secret.hash(token));
  }

  static void delete(Transaction transaction, String id) {
    transaction.update("delete from sessions where id = ?", id);
  }

  /// The key that a session came from.
  static Optional<String> keyOf(Transaction transaction, String sessionId) {
    return transaction.find(
        "select api_key_id from sessions where id = ?", row -> row.text("api_key_id"), sessionId);
  }

  static void insertLink(
      Transaction transaction,
      String organizationId,
      String keyId,
      String code,
      Instant expiresAt) {
    transaction.update(
        """
        insert into console_links (code_hash, organization_id, api_key_id, expires_at)
        values (?, ?, ?, ?)
        """,
        Secret.hash(code),
        organizationId,
        keyId,
        expiresAt);
  }

  /// As the system: takes the link away, so that of two who come with it one gets it, and returns
  /// the id of its key.
  static Optional<String> takeLink(Transaction transaction, String code) {
    return transaction.find(
        """
        delete from console_links where code_hash = ? and expires_at > now() returning api_key_id
        """,
        row -> row.text("api_key_id"),
        (Object) Secret.hash(code));
  }

  /// As the system.
  static void deleteExpired(Transaction transaction) {
    transaction.update("delete from sessions where expires_at < now()");
    transaction.update("delete from console_links where expires_at < now()");
  }
}
