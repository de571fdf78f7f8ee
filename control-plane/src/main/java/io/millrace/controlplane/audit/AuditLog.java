package io.millrace.controlplane.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditEntry.Change;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.http.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes the entry of a change into the change's own transaction: there is no change without one.
@ApplicationScoped
public class AuditLog {

  private final ObjectMapper json;

  AuditLog(ObjectMapper json) {
    this.json = json;
  }

  /// Call it last in a transaction: until its end, other changes of the organization wait here.
  ///
  /// @param before what was, to be kept as JSON; null if there was nothing
  /// @param after what is; null if nothing is left
  public void record(
      Transaction transaction,
      Principal principal,
      String action,
      String target,
      @Nullable Object before,
      @Nullable Object after) {
    transaction.list(
        "select pg_advisory_xact_lock(hashtextextended('audit ' || ?, 0))",
        row -> true,
        principal.organizationId());
    Optional<Last> last =
        transaction.find(
            "select sequence, hash from audit_entries order by sequence desc limit 1",
            row -> new Last(row.number("sequence"), row.text("hash")));
    AuditEntry entry =
        new AuditEntry(
            last.map(Last::sequence).orElse(0L) + 1,
            // As fine as PostgreSQL keeps it, or the hash would not be found again.
            Instant.now().truncatedTo(ChronoUnit.MICROS),
            principal.kind().name(),
            principal.id(),
            principal.name(),
            new Change(action, target, write(before), write(after)),
            last.map(Last::hash).orElse(AuditEntry.NO_HASH));
    insert(transaction, principal.organizationId(), entry);
  }

  private static void insert(Transaction transaction, String organizationId, AuditEntry entry) {
    transaction.update(
        """
        insert into audit_entries (organization_id, sequence, at, principal_kind, principal_id,
          principal_name, action, target, before, after, previous_hash, hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        organizationId,
        entry.sequence(),
        entry.at(),
        entry.principalKind(),
        entry.principalId(),
        entry.principalName(),
        entry.change().action(),
        entry.change().target(),
        entry.change().before().orElse(null),
        entry.change().after().orElse(null),
        entry.previousHash(),
        entry.hash());
  }

  /// The first entry that does not follow from the one before it; empty if the chain is whole.
  public OptionalLong firstBroken(Transaction transaction) {
    List<Kept> entries =
        transaction.list("select * from audit_entries order by sequence", AuditLog::read);
    String hash = AuditEntry.NO_HASH;
    long sequence = 0;
    for (Kept kept : entries) {
      sequence++;
      AuditEntry entry = kept.entry();
      if (entry.sequence() != sequence
          || !entry.previousHash().equals(hash)
          || !entry.hash().equals(kept.hash())) {
        return OptionalLong.of(sequence);
      }
      hash = kept.hash();
    }
    return OptionalLong.empty();
  }

  private static Kept read(Row row) {
    AuditEntry entry =
        new AuditEntry(
            row.number("sequence"),
            row.instant("at"),
            row.text("principal_kind"),
            row.text("principal_id"),
            row.text("principal_name"),
            new Change(
                row.text("action"),
                row.text("target"),
                row.optionalText("before"),
                row.optionalText("after")),
            row.text("previous_hash"));
    return new Kept(entry, row.text("hash"));
  }

  private Optional<String> write(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain data: " + value.getClass(), e);
    }
  }

  private record Last(long sequence, String hash) {}

  private record Kept(AuditEntry entry, String hash) {}
}
