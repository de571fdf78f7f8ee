package io.millrace.controlplane.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps what objects were. Callers hold the lock of the install (see `InstallService.lock`), so
/// that two changes do not take the same number.
@ApplicationScoped
public class Revisions {

  private final ObjectMapper json;

  Revisions(ObjectMapper json) {
    this.json = json;
  }

  /// The number of the object's newest revision; 0 if it never was there.
  public long newest(Transaction transaction, String installId, Kind kind, String name) {
    return transaction
        .find(
            """
            select coalesce(max(revision), 0) as newest from revisions
            where install_id = ? and kind = ? and name = ?
            """,
            row -> row.number("newest"),
            installId,
            kind,
            name)
        .orElse(0L);
  }

  /// Writes down a change.
  ///
  /// @param document the object as it is now; null if it is deleted
  /// @return its number
  public long record(
      Transaction transaction,
      Principal principal,
      String installId,
      Kind kind,
      String name,
      String action,
      @Nullable Object document) {
    long revision = newest(transaction, installId, kind, name) + 1;
    transaction.update(
        """
        insert into revisions (install_id, organization_id, kind, name, revision, at,
          principal_kind, principal_name, action, document)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        installId,
        principal.organizationId(),
        kind,
        name,
        revision,
        Instant.now().truncatedTo(ChronoUnit.MICROS),
        principal.kind(),
        principal.name(),
        action,
        write(document));
    return revision;
  }

  /// Newest first.
  ///
  /// @throws ProblemException if the object never was there
  public List<Revision> list(Transaction transaction, String installId, Kind kind, String name) {
    List<Revision> revisions =
        transaction.list(
            """
            select * from revisions where install_id = ? and kind = ? and name = ?
            order by revision desc
            """,
            this::read,
            installId,
            kind,
            name);
    if (revisions.isEmpty()) {
      throw ProblemException.notFound(kind.word(), name);
    }
    return revisions;
  }

  /// What the object was.
  ///
  /// @throws ProblemException if there is no such revision, or it is the object's deletion
  public <T> T document(
      Transaction transaction,
      String installId,
      Kind kind,
      String name,
      long revision,
      Class<T> type) {
    if (newest(transaction, installId, kind, name) == 0) {
      throw ProblemException.notFound(kind.word(), name);
    }
    Optional<Optional<String>> found =
        transaction.find(
            """
            select document from revisions
            where install_id = ? and kind = ? and name = ? and revision = ?
            """,
            row -> row.optionalText("document"),
            installId,
            kind,
            name,
            revision);
    String document =
        found
            .orElseThrow(
                () -> ProblemException.notFound("revision of \"" + name + "\"", "" + revision))
            .orElseThrow(
                () ->
                    ProblemException.of(
                        409,
                        "deleted-there",
                        "There is nothing to go back to",
                        "At revision " + revision + " \"" + name + "\" was deleted.",
                        "Choose an earlier revision; to have it gone, delete it."));
    try {
      return json.readValue(document, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A revision in the database cannot be read", e);
    }
  }

  private Revision read(Row row) {
    return new Revision(
        row.number("revision"),
        row.instant("at"),
        new Revision.By(
            row.constant("principal_kind", Principal.Kind.class), row.text("principal_name")),
        row.text("action"),
        row.optionalText("document").map(this::parse).orElse(null));
  }

  private Map<String, Object> parse(String document) {
    try {
      return json.readValue(document, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A revision in the database cannot be read", e);
    }
  }

  private @Nullable String write(@Nullable Object document) {
    try {
      return document == null ? null : json.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain data: " + document.getClass(), e);
    }
  }
}
