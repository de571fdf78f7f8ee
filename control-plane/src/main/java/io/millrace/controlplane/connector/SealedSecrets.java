package io.millrace.controlplane.connector;

import io.millrace.controlplane.catalogue.ConnectorCatalogue;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.runner.Runners;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be told of secrets without opening them. Whoever changes where a secret goes is told at
/// once that it has to be entered again; that it goes nowhere else is the runner's to see to. What
/// is new is sealed to the runner's present key: the runner drops an older one when what is sealed
/// to it already has gone.
@ApplicationScoped
public class SealedSecrets {

  private final ConnectorCatalogue catalogue;

  SealedSecrets(ConnectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// Adds an error for each secret that the runner would refuse, now or soon. The caller holds the
  /// install's lock.
  ///
  /// @param connector of a known type
  /// @param stored the connector as it is so far
  public void check(
      Transaction transaction,
      String installId,
      Connector connector,
      Optional<Connector> stored,
      FieldErrors errors) {
    Optional<BoundFields> bound = catalogue.boundFields(connector.type());
    if (bound.isEmpty()) {
      return;
    }
    Optional<String> key = Runners.sealingKeyId(transaction, installId);
    connector
        .secrets()
        .forEach(
            (field, secret) -> {
              Place place =
                  Place.of(
                      installId,
                      connector.name(),
                      connector.type(),
                      bound.get(),
                      connector.config(),
                      field);
              if (!secret.place().equals(place.digest())) {
                errors.add(
                    "secrets." + field,
                    "Enter it again: it was sealed "
                        + otherwise(bound.get(), connector, stored, secret, field)
                        + ".");
              } else if (key.filter(present -> !present.equals(secret.keyId())).isPresent()
                  && stored
                      .map(each -> each.secrets().get(field))
                      .filter(secret::equals)
                      .isEmpty()) {
                errors.add(
                    "secrets." + field,
                    "Enter it again: it was sealed to another key than the one that the runner has"
                        + " secrets sealed to now.");
              }
            });
  }

  private static String otherwise(
      BoundFields bound,
      Connector connector,
      Optional<Connector> stored,
      SealedSecret secret,
      String field) {
    if (secret.place().isEmpty()) {
      return "by an older Millrace, or without saying for which place";
    }
    Map<String, String> now = bound.values(connector.config());
    List<String> changed =
        stored
            .filter(before -> secret.equals(before.secrets().get(field)))
            .map(before -> bound.values(before.config()))
            .map(
                before ->
                    bound.defaults().keySet().stream()
                        .filter(
                            each ->
                                !before.getOrDefault(each, "").equals(now.getOrDefault(each, "")))
                        .toList())
            .orElse(List.of());
    return changed.isEmpty()
        ? "for another install or connector, or another "
            + String.join(", ", bound.defaults().keySet())
        : "for another " + String.join(" and ", changed) + ", and is sent nowhere else";
  }
}
