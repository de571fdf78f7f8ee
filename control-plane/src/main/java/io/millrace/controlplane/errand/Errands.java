package io.millrace.controlplane.errand;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Id;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.desiredstate.ErrandKind;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The errands of installs: each is a part of the DesiredState until the runner should have done
/// it.
@ApplicationScoped
public class Errands {

  /// So that whoever still asks is told that it has expired.
  private static final Duration KEPT = Duration.ofMinutes(5);

  private static final int MOST_AT_ONCE = 20;

  private final Database database;
  private final DesiredStates desiredStates;
  private final AuditLog audit;
  private final ObjectMapper json;

  Errands(Database database, DesiredStates desiredStates, AuditLog audit, ObjectMapper json) {
    this.database = database;
    this.desiredStates = desiredStates;
    this.audit = audit;
    this.json = json;
  }

  /// One that was asked for.
  public record Errand<T>(T wish, Instant createdAt) {
    /// While there is no answer: the runner is told of it, or not any more.
    public ErrandState unanswered() {
      return createdAt.plus(DesiredStates.ERRAND_LIFE).isBefore(Instant.now())
          ? ErrandState.EXPIRED
          : ErrandState.WAITING;
    }
  }

  /// Asks for one. The caller holds the install's lock.
  ///
  /// @param wish as [DesiredStates] reads it
  /// @param action for the audit log
  /// @param target within the install, for the audit log
  /// @return its id
  public String begin(
      Transaction transaction,
      Principal principal,
      String installId,
      ErrandKind kind,
      Object wish,
      String action,
      String target) {
    refuseTooMany(transaction, installId);
    String id =
        Id.next(
            switch (kind) {
              case CONNECTION_TEST -> "ct";
              case TRANSFORM_PREVIEW -> "tp";
            });
    transaction.update(
        """
        insert into errands (id, install_id, organization_id, kind, content)
        values (?, ?, ?, ?, ?)
        """,
        id,
        installId,
        principal.organizationId(),
        kind,
        write(wish));
    desiredStates.publish(transaction, principal.organizationId(), installId);
    audit.record(transaction, principal, action, installId + "/" + target, null, wish);
    return id;
  }

  public <T> Optional<Errand<T>> find(
      Transaction transaction, String installId, ErrandKind kind, String id, Class<T> wish) {
    return transaction.find(
        "select * from errands where install_id = ? and kind = ? and id = ?",
        row -> new Errand<>(read(row.text("content"), wish), row.instant("created_at")),
        installId,
        kind,
        id);
  }

  private static void refuseTooMany(Transaction transaction, String installId) {
    long waiting =
        transaction
            .find(
                "select count(*) as errands from errands where install_id = ? and created_at > ?",
                row -> row.number("errands"),
                installId,
                Instant.now().minus(DesiredStates.ERRAND_LIFE))
            .orElse(0L);
    if (waiting >= MOST_AT_ONCE) {
      throw ProblemException.of(
          429,
          "too-many-errands",
          "Too much is being tried",
          "This install has "
              + waiting
              + " connection tests and transform previews of the last minute.",
          "Try again in a minute.");
    }
  }

  private record Of(String organizationId, String installId) {}

  /// An errand that is over leaves the wish, and with it what was sealed for it.
  @Scheduled(every = "30s", delayed = "30s")
  void forgetOld() {
    List<Of> installs =
        database.asSystem(
            transaction ->
                transaction.list(
                    """
                    select distinct organization_id, install_id from errands
                    where created_at <= ?
                    """,
                    row -> new Of(row.text("organization_id"), row.text("install_id")),
                    Instant.now().minus(DesiredStates.ERRAND_LIFE)));
    for (Of each : installs) {
      database.inOrganization(
          each.organizationId(),
          transaction -> {
            transaction.update(
                "delete from errands where install_id = ? and created_at < ?",
                each.installId(),
                Instant.now().minus(KEPT));
            return desiredStates.publish(transaction, each.organizationId(), each.installId());
          });
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An errand in the database cannot be read", e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain data", e);
    }
  }
}
