package io.millrace.runner.journal;

import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.Keyring;
import io.millrace.runner.protocol.SealedSecret;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The runner's sealing keys as a DesiredState wishes for them. Each step is one file that is
/// replaced, and each look takes the next step: whoever dies in between finds the same step to be
/// taken.
public final class SealingKeys {

  private final Identities identities;
  private final Runnable changed;
  private Keyring keyring;

  /// @param changed called when there is something to be told to the control plane
  public SealingKeys(Identities identities, Runnable changed) throws IOException {
    this.identities = identities;
    this.changed = changed;
    this.keyring = identities.keys().sealing();
  }

  public Keyring keyring() {
    return keyring;
  }

  /// Makes the key that is wished for, and drops what nothing is sealed to any more.
  ///
  /// @param accepted journalled, so that a key which it needs is never dropped for a newer one
  /// @throws IOException if the keys cannot be written; those from before are still there
  public void follow(DesiredState accepted) throws IOException {
    DesiredState.SealingWish wish = accepted.sealing();
    Keyring next = keyring;
    if (wish.rotations() > next.rotation()) {
      next = next.rotated(wish.rotations());
    }
    // Until the control plane has the present key, something new may come sealed to the one before.
    if (wish.keyId().equals(next.present().keyId())) {
      next = next.keeping(used(accepted));
    }
    if (!next.equals(keyring)) {
      identities.save(next);
      keyring = next;
      changed.run();
    }
  }

  private static Set<String> used(DesiredState state) {
    return Stream.concat(
            state.connectors().stream(),
            state.connectionTests().stream().map(DesiredState.ConnectionTest::connector))
        .map(Connector::secrets)
        .flatMap(secrets -> secrets.values().stream())
        .map(SealedSecret::keyId)
        .collect(Collectors.toSet());
  }
}
