package io.millrace.runner.reconcile;

import io.millrace.dataplane.pipeline.OpenedSecrets;
import io.millrace.runner.Problems;
import io.millrace.runner.journal.SealingKeys;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import io.millrace.runner.protocol.Sealing.CannotOpenException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Opens what is sealed to this runner, each secret for the place that the DesiredState has it in
/// now: one that was sealed for another place stays closed, whoever signed it.
final class Secrets {

  private final SealingKeys keys;
  private final Problems problems;

  private List<Connector> sealed = List.of();
  private OpenedSecrets opened = new OpenedSecrets(Map.of(), Map.of());

  Secrets(SealingKeys keys, Problems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  /// Those of all connectors. Opening one costs more than all else that a look does in this
  /// process, so they are opened when they change.
  OpenedSecrets open(DesiredState state) {
    follow(state);
    if (!state.connectors().equals(sealed)) {
      opened = opened(state);
      sealed = state.connectors();
    }
    if (opened.refused().isEmpty()) {
      problems.clear("secret-unreadable");
    } else {
      problems.raise(
          "secret-unreadable",
          "A connector's secret cannot be used",
          String.join(" ", new TreeMap<>(opened.refused()).values()),
          OpenedSecrets.NEXT_STEP);
    }
    return opened;
  }

  /// A newer key opens nothing that was sealed before, and an older one is dropped when nothing is
  /// sealed to it: what was opened stays so.
  private void follow(DesiredState state) {
    try {
      keys.follow(state);
      problems.clear("sealing-key-unwritten");
    } catch (IOException e) {
      problems.raise(
          "sealing-key-unwritten",
          "The runner's sealing keys could not be changed",
          "They cannot be written: " + e.getMessage(),
          "Free or mend the disk of the runner's home; it is tried again by itself, and the keys"
              + " from before work until then");
    }
  }

  private OpenedSecrets opened(DesiredState state) {
    Map<String, Map<String, String>> secrets = new TreeMap<>();
    Map<String, String> refused = new TreeMap<>();
    for (Connector connector : state.connectors()) {
      try {
        secrets.put(connector.name(), open(state.installId(), connector));
      } catch (IllegalArgumentException e) {
        refused.put(connector.name(), String.valueOf(e.getMessage()));
      }
    }
    return new OpenedSecrets(secrets, refused);
  }

  /// @return field → secret
  /// @throws IllegalArgumentException with a sentence, if one cannot be opened
  Map<String, String> open(String install, Connector connector) {
    Map<String, String> secrets = new TreeMap<>();
    connector
        .secrets()
        .forEach((field, secret) -> secrets.put(field, open(install, connector, field, secret)));
    return secrets;
  }

  private String open(String install, Connector connector, String field, SealedSecret secret) {
    String subject = "The " + field + " of " + connector.name() + " cannot be opened because ";
    Optional<BoundFields> bound = BoundFields.bundled(connector.type());
    if (bound.isEmpty()) {
      throw new IllegalArgumentException(
          subject + "this runner knows no connectors of the type " + connector.type() + ".");
    }
    try {
      return keys.keyring()
          .open(
              secret,
              Sealing.Place.of(
                  install,
                  connector.name(),
                  connector.type(),
                  bound.get(),
                  connector.config(),
                  field));
    } catch (CannotOpenException e) {
      throw new IllegalArgumentException(subject + e.getMessage() + ".", e);
    }
  }
}
