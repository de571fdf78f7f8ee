package io.millrace.controlplane.install;

import io.millrace.controlplane.audit.AuditLog;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Id;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.runner.EnrolmentTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// Makes, finds and deletes installs.
@ApplicationScoped
public class InstallService {

  private final Database database;
  private final AuditLog audit;
  private final DesiredStates desiredStates;
  private final EnrolmentTokens tokens;

  InstallService(
      Database database, AuditLog audit, DesiredStates desiredStates, EnrolmentTokens tokens) {
    this.database = database;
    this.audit = audit;
    this.desiredStates = desiredStates;
    this.tokens = tokens;
  }

  public List<Install> list(Principal principal) {
    return database.inOrganization(
        principal.organizationId(),
        transaction ->
            transaction.list("select * from installs order by created_at", InstallService::read));
  }

  public Install get(Principal principal, String id) {
    return database.inOrganization(principal.organizationId(), transaction -> get(transaction, id));
  }

  /// The install, if the transaction's organization has it.
  ///
  /// @throws ProblemException if not
  public static Install get(Transaction transaction, String id) {
    return transaction
        .find("select * from installs where id = ?", InstallService::read, id)
        .orElseThrow(() -> ProblemException.notFound("install", id));
  }

  /// As [#get(Transaction, String)]; until the transaction's end, other changes of the install
  /// wait. What is read afterwards is what a change can go by.
  public static Install lock(Transaction transaction, String id) {
    return transaction
        .find("select * from installs where id = ? for update", InstallService::read, id)
        .orElseThrow(() -> ProblemException.notFound("install", id));
  }

  /// How often somebody has asked for another sealing key.
  public static int sealingRotations(Transaction transaction, String id) {
    return transaction
        .find(
            "select sealing_rotations from installs where id = ?",
            row -> Math.toIntExact(row.number("sealing_rotations")),
            id)
        .orElse(0);
  }

  public Install create(Principal principal, String name, String platform, String network) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          if (transaction
              .find("select id from installs where name = ?", row -> true, name)
              .isPresent()) {
            throw ProblemException.nameTaken("install", name);
          }
          Install install =
              new Install(
                  Id.next("ins"),
                  name,
                  platform,
                  network,
                  Instant.now().truncatedTo(ChronoUnit.MICROS));
          transaction.update(
              """
              insert into installs (id, organization_id, name, platform, network, created_at)
              values (?, ?, ?, ?, ?, ?)
              """,
              install.id(),
              principal.organizationId(),
              name,
              platform,
              network,
              install.createdAt());
          desiredStates.publish(transaction, principal.organizationId(), install.id());
          audit.record(transaction, principal, "install.create", install.id(), null, install);
          return install;
        });
  }

  /// Forgets the install, its runner's identity included. What runs there goes on running until it
  /// is stopped there.
  public void delete(Principal principal, String id) {
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          Install install = get(transaction, id);
          transaction.update("delete from pipelines where install_id = ?", id);
          transaction.update("delete from installs where id = ?", id);
          audit.record(transaction, principal, "install.delete", id, install, null);
          return true;
        });
  }

  public EnrolmentTokens.Issued createToken(Principal principal, String id) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          Install install = get(transaction, id);
          EnrolmentTokens.Issued issued =
              tokens.create(transaction, principal.organizationId(), id);
          audit.record(transaction, principal, "enrolment-token.create", id, null, install.name());
          return issued;
        });
  }

  /// Asks the install's runner for another sealing key. One that is asked for and not yet made is
  /// asked for once.
  public void rotateSealingKey(Principal principal, String id) {
    record Rotations(long wished, long done) {}
    database.inOrganization(
        principal.organizationId(),
        transaction -> {
          lock(transaction, id);
          Rotations rotations =
              transaction
                  .find(
                      """
                      select i.sealing_rotations, r.sealing_rotation from installs i
                      join runners r on r.install_id = i.id where i.id = ?
                      """,
                      row ->
                          new Rotations(
                              row.number("sealing_rotations"), row.number("sealing_rotation")),
                      id)
                  .orElseThrow(InstallService::noRunner);
          if (rotations.wished() > rotations.done()) {
            return rotations.wished();
          }
          // A database that was restored may know of fewer than the runner has made.
          long next = rotations.done() + 1;
          transaction.update("update installs set sealing_rotations = ? where id = ?", next, id);
          desiredStates.publish(transaction, principal.organizationId(), id);
          audit.record(
              transaction,
              principal,
              "sealing-key.rotate",
              id,
              Map.of("rotations", rotations.wished()),
              Map.of("rotations", next));
          return next;
        });
  }

  private static ProblemException noRunner() {
    return ProblemException.of(
        409,
        "no-runner",
        "There is no sealing key yet",
        "No runner has enrolled in this install, and a runner brings its own key when it does.",
        "Enrol a runner first.");
  }

  private static Install read(Row row) {
    return new Install(
        row.text("id"),
        row.text("name"),
        row.text("platform"),
        row.text("network"),
        row.instant("created_at"));
  }
}
