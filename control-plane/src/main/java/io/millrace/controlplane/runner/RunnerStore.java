package io.millrace.controlplane.runner;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.controlplane.database.Database;
import io.millrace.runner.protocol.ObservedState;
import io.millrace.runner.protocol.WireFormat;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the edge reads and writes. It acts for runners, which a certificate ties to an install, so
/// it is the system's role that does it.
@ApplicationScoped
class RunnerStore {

  private final Database database;

  RunnerStore(Database database) {
    this.database = database;
  }

  /// @param validFrom certificates issued before are refused
  record Known(
      String organizationId,
      RunnerConnection.SealingKey sealingKey,
      Instant certificateNotAfter,
      Instant validFrom,
      boolean revoked,
      String version,
      String host,
      boolean connected,
      Instant changedAt) {}

  record Published(long generation, byte[] envelope) {}

  Optional<Known> find(String installId) {
    return database.asSystem(
        transaction ->
            transaction.find(
                "select * from runners where install_id = ?",
                row ->
                    new Known(
                        row.text("organization_id"),
                        new RunnerConnection.SealingKey(
                            row.bytes("sealing_public_key"),
                            Math.toIntExact(row.number("sealing_rotation")),
                            row.text("older_sealing_keys").isEmpty()
                                ? List.of()
                                : List.of(row.text("older_sealing_keys").split(" "))),
                        row.instant("certificate_not_after"),
                        row.instant("certificates_valid_from"),
                        row.optionalInstant("revoked_at").isPresent(),
                        row.text("version"),
                        row.text("host"),
                        row.flag("connected"),
                        row.instant("changed_at")),
                installId));
  }

  void enrolled(
      EnrolmentTokens.Grant grant, byte[] sealingKey, Instant notAfter, Instant validFrom) {
    database.asSystem(
        transaction ->
            transaction.update(
                """
                insert into runners (install_id, organization_id, sealing_public_key,
                  certificate_not_after, certificates_valid_from)
                values (?, ?, ?, ?, ?)
                on conflict (install_id) do update set
                  sealing_public_key = excluded.sealing_public_key,
                  sealing_rotation = 0,
                  older_sealing_keys = '',
                  certificate_not_after = excluded.certificate_not_after,
                  certificates_valid_from = excluded.certificates_valid_from,
                  revoked_at = null
                """,
                grant.installId(),
                grant.organizationId(),
                sealingKey,
                notAfter,
                validFrom));
  }

  void renewed(String installId, Instant notAfter) {
    database.asSystem(
        transaction ->
            transaction.update(
                "update runners set certificate_not_after = ? where install_id = ?",
                notAfter,
                installId));
  }

  void connected(String installId, String version, String host, boolean connected) {
    database.asSystem(
        transaction ->
            transaction.update(
                """
                update runners set connected = ?, version = ?, host = ?, changed_at = now()
                where install_id = ?
                """,
                connected,
                version,
                host,
                installId));
  }

  /// After a start nobody is connected, whatever an earlier life left behind.
  void forgetConnections() {
    database.asSystem(
        transaction ->
            transaction.update(
                "update runners set connected = false, changed_at = now() where connected"));
  }

  long newestGeneration(String installId) {
    return database.asSystem(
        transaction ->
            transaction
                .find(
                    """
                    select generation from desired_states where install_id = ?
                    order by generation desc limit 1
                    """,
                    row -> row.number("generation"),
                    installId)
                .orElse(0L));
  }

  Optional<Published> newest(String installId, long newerThan) {
    return database.asSystem(
        transaction ->
            transaction.find(
                """
                select generation, envelope from desired_states
                where install_id = ? and generation <> ?
                  and generation = (select max(generation) from desired_states where install_id = ?)
                """,
                row -> new Published(row.number("generation"), row.bytes("envelope")),
                installId,
                newerThan,
                installId));
  }

  /// A release's document, if this install's newest DesiredState names it.
  Optional<byte[]> release(String installId, String digest) {
    return database.asSystem(
        transaction ->
            transaction.find(
                """
                select r.document from releases r
                where r.digest = ? and exists (
                  select from desired_states d where d.install_id = ? and d.release_digest = r.digest)
                """,
                row -> row.bytes("document"),
                digest,
                installId));
  }

  void observed(String organizationId, String installId, ObservedState state) {
    database.asSystem(
        transaction ->
            transaction.update(
                """
                insert into observed_states (install_id, organization_id, accepted_generation,
                  converged_generation, document, observed_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (install_id) do update set
                  accepted_generation = excluded.accepted_generation,
                  converged_generation = excluded.converged_generation,
                  document = excluded.document,
                  observed_at = excluded.observed_at
                """,
                installId,
                organizationId,
                state.acceptedGeneration(),
                state.convergedGeneration(),
                WireFormat.toProto(state).toByteArray(),
                state.observedAt()));
  }

  Optional<ObservedState> observed(String installId) {
    return database.asSystem(
        transaction ->
            transaction.find(
                "select document from observed_states where install_id = ?",
                row -> parse(row.bytes("document")),
                installId));
  }

  private static ObservedState parse(byte[] document) {
    try {
      return WireFormat.fromProto(io.millrace.runner.v1.ObservedState.parseFrom(document));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("An observed state in the database cannot be read", e);
    }
  }
}
