package io.millrace.controlplane.runner;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// One-time tokens by which a runner enrols.
@ApplicationScoped
public class EnrolmentTokens {

  private static final Duration LIFE = Duration.ofHours(24);
  private static final int SECRET_BYTES = 24;
  private static final String PREFIX = "mre_";

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  EnrolmentTokens(Database database) {
    this.database = database;
  }

  /// @param token to be shown once; only its hash is kept
  public record Issued(String token, Instant expiresAt) {}

  /// Whose runner a token enrols.
  record Grant(String organizationId, String installId) {}

  /// A token for an install that the transaction's organization has.
  public Issued create(Transaction transaction, String organizationId, String installId) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant expiresAt = Instant.now().plus(LIFE);
    transaction.update(
        """
        insert into enrolment_tokens (token_hash, organization_id, install_id, expires_at)
        values (?, ?, ?, ?)
        """,
        hash(token),
        organizationId,
        installId,
        expiresAt);
    return new Issued(token, expiresAt);
  }

  /// Trades a token for a grant, for this key and from then on for no other.
  ///
  /// @return empty if the token is unknown, expired, or was traded for another key
  Optional<Grant> redeem(String token, String keyDigest) {
    return database.asSystem(
        transaction -> {
          int changed =
              transaction.update(
                  """
                  update enrolment_tokens set used_by = ?
                  where token_hash = ? and expires_at > now() and coalesce(used_by, ?) = ?
                  """,
                  keyDigest,
                  hash(token),
                  keyDigest,
                  keyDigest);
          if (changed == 0) {
            return Optional.empty();
          }
          return transaction.find(
              "select organization_id, install_id from enrolment_tokens where token_hash = ?",
              row -> new Grant(row.text("organization_id"), row.text("install_id")),
              hash(token));
        });
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
