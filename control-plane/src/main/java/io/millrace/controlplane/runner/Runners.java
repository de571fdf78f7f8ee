package io.millrace.controlplane.runner;

import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.runner.RunnerConnection.State;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.ObservedState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is known of the runners, for the rest of the control plane: who is connected, and what each
/// saw last. Callers check that the install is theirs to see.
@ApplicationScoped
public class Runners {

  private final RunnerStore store;
  private final Sessions sessions;
  private final Map<String, ObservedState> newest = new ConcurrentHashMap<>();

  Runners(RunnerStore store, Sessions sessions) {
    this.store = store;
    this.sessions = sessions;
  }

  public RunnerConnection connection(String installId, Instant installCreatedAt) {
    Optional<RunnerStore.Known> known = store.find(installId);
    Optional<Sessions.Session> session = sessions.find(installId);
    if (known.isEmpty()) {
      return new RunnerConnection(
          State.NEVER_CONNECTED,
          installCreatedAt,
          "",
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    RunnerStore.Known runner = known.get();
    return new RunnerConnection(
        session.isPresent() ? State.CONNECTED : State.DISCONNECTED,
        session.map(each -> each.since).orElse(runner.changedAt()),
        session.map(each -> each.version).orElse(runner.version()),
        session.map(each -> each.host).orElse(runner.host()),
        Optional.of(session.map(Sessions.Session::heardAt).orElse(runner.changedAt())),
        session.flatMap(Sessions.Session::load),
        Optional.of(runner.certificateNotAfter()),
        Optional.of(runner.sealingKey()));
  }

  /// The key that secrets have to be sealed to; empty before a runner has enrolled. Within a
  /// transaction that holds the install's lock it stays so until its end.
  public static Optional<String> sealingKeyId(Transaction transaction, String installId) {
    return transaction.find(
        "select sealing_public_key from runners where install_id = ?",
        row -> Digest.of(row.bytes("sealing_public_key")),
        installId);
  }

  /// What the runner saw last; from the database after a start of the control plane.
  public Optional<ObservedState> observed(String installId) {
    ObservedState known = newest.get(installId);
    return known != null ? Optional.of(known) : store.observed(installId);
  }

  /// Takes a report. Figures alone stay in memory; anything else is written.
  void report(String organizationId, String installId, ObservedState state) {
    ObservedState before = newest.put(installId, state);
    if (before == null || !essence(before).equals(essence(state))) {
      store.observed(organizationId, installId, state);
    }
  }

  private static Object essence(ObservedState state) {
    return List.of(
        state.acceptedGeneration(),
        state.convergedGeneration(),
        state.components().stream()
            .map(each -> List.of(each.name(), each.version(), each.status(), each.restarts()))
            .toList(),
        state.pipelines().stream()
            .map(
                each ->
                    List.of(each.name(), each.status(), each.deadLetters(), each.parts().tasks()))
            .toList(),
        state.problems(),
        state.connectionTests(),
        state.transformPreviews());
  }
}
