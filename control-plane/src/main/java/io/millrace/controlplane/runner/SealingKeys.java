package io.millrace.controlplane.runner;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.v1.SealingKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.jboss.logging.Logger;

/// The keys that secrets are sealed to, as the runners say them. Which one it is goes back to the
/// runner with the next DesiredState, so that it knows from when on nothing new is sealed to an
/// older one.
@ApplicationScoped
class SealingKeys {

  private static final Logger LOG = Logger.getLogger(SealingKeys.class);

  private final Database database;
  private final DesiredStates desiredStates;

  SealingKeys(Database database, DesiredStates desiredStates) {
    this.database = database;
    this.desiredStates = desiredStates;
  }

  /// After an enrolment, which brings a key of its own.
  void enrolled(String organizationId, String installId) {
    database.inOrganization(
        organizationId,
        transaction -> desiredStates.publish(transaction, organizationId, installId));
  }

  /// Takes what a runner says. A key that is older than the one that is known is taken as well: it
  /// is what the runner has, as when its disk was restored.
  void told(String organizationId, String installId, SealingKey told) {
    byte[] key = told.getPublicKey().toByteArray();
    String older = String.join(" ", told.getOlderKeyIdsList());
    database.inOrganization(
        organizationId,
        transaction -> {
          // Changes of connectors go by the key that they find, under the same lock.
          transaction.list(
              "select id from installs where id = ? for update", row -> true, installId);
          boolean known =
              transaction
                  .find(
                      "select * from runners where install_id = ?",
                      row ->
                          Arrays.equals(row.bytes("sealing_public_key"), key)
                              && row.number("sealing_rotation") == told.getRotation()
                              && row.text("older_sealing_keys").equals(older),
                      installId)
                  .orElse(true);
          if (!known) {
            transaction.update(
                """
                update runners set sealing_public_key = ?, sealing_rotation = ?,
                  older_sealing_keys = ?
                where install_id = ?
                """,
                key,
                told.getRotation(),
                older,
                installId);
            desiredStates.publish(transaction, organizationId, installId);
            LOG.infof("The runner of %s has the sealing key %s", installId, Digest.of(key));
          }
          return known;
        });
  }
}
