package io.millrace.controlplane.idempotency;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.http.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers by the key that came with their request, for a day.
@ApplicationScoped
class Answers {

  private static final Duration KEPT = Duration.ofHours(24);

  /// A request that has no answer after this was cut off; all of them may be repeated.
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Database database;

  Answers(Database database) {
    this.database = database;
  }

  /// @param request a digest of the first request with the key
  /// @param status empty while it is under way
  record Known(
      String request,
      Optional<Long> status,
      Optional<String> etag,
      Optional<String> mediaType,
      Optional<String> body) {}

  /// Takes the key for a request. Returns what is known of an earlier one; empty if this is the
  /// first.
  Optional<Known> take(Principal principal, String key, String request) {
    Instant now = Instant.now();
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          transaction.update(
              """
              delete from idempotency_keys
              where created_at < ? or (status is null and created_at < ?)
              """,
              now.minus(KEPT),
              now.minus(LONGEST));
          int taken =
              transaction.update(
                  """
                  insert into idempotency_keys (organization_id, principal_id, key, request)
                  values (?, ?, ?, ?) on conflict do nothing
                  """,
                  principal.organizationId(),
                  principal.id(),
                  key,
                  request);
          return taken == 1
              ? Optional.empty()
              : transaction.find(
                  "select * from idempotency_keys where principal_id = ? and key = ?",
                  Answers::read,
                  principal.id(),
                  key);
        });
  }

  void keep(
      Principal principal,
      String key,
      int status,
      @Nullable String etag,
      @Nullable String mediaType,
      @Nullable String body) {
    database.inOrganization(
        principal.organizationId(),
        transaction ->
            transaction.update(
                """
                update idempotency_keys set status = ?, etag = ?, media_type = ?, body = ?
                where principal_id = ? and key = ?
                """,
                (long) status,
                etag,
                mediaType,
                body,
                principal.id(),
                key));
  }

  /// After a failure of the control plane: the request may be tried anew.
  void forget(Principal principal, String key) {
    database.inOrganization(
        principal.organizationId(),
        transaction ->
            transaction.update(
                "delete from idempotency_keys where principal_id = ? and key = ?",
                principal.id(),
                key));
  }

  private static Known read(Row row) {
    return new Known(
        row.text("request"),
        row.optionalText("status").map(Long::valueOf),
        row.optionalText("etag"),
        row.optionalText("media_type"),
        row.optionalText("body"));
  }
}
