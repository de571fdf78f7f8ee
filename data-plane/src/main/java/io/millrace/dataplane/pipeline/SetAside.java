package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.connect.WaitingLetters;
import io.millrace.runner.protocol.DesiredState.DeadLetterCommand;
import io.millrace.runner.protocol.DesiredState.Pipeline;
import io.millrace.runner.protocol.ObservedState.DeadLetterReason;
import io.millrace.runner.protocol.ObservedState.DeadLetters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// The rows that destinations refused: says what is to be known of them, and has done with them
/// what somebody asked for.
final class SetAside {

  private final Executor executor;
  private final Runnable wake;
  private final Map<String, Attempt<Boolean>> moves = new HashMap<>();

  SetAside(Executor executor, Runnable wake) {
    this.executor = executor;
    this.wake = wake;
  }

  /// Those that were set aside later than the command says are left alone, so that it may be done
  /// again by a runner that knows nothing of the first time.
  void tick(List<Pipeline> pipelines, Sight sight, Services services) {
    moves.keySet().retainAll(pipelines.stream().map(Pipeline::name).toList());
    for (Pipeline pipeline : pipelines) {
      Optional<DeadLetterCommand> command = pipeline.deadLetters();
      WaitingLetters waiting = sight.deadLetters().get(pipeline.name());
      if (command.isPresent()
          && waiting != null
          && !waiting.oldestAt().isAfter(command.get().until())) {
        moves
            .computeIfAbsent(pipeline.name(), _ -> new Attempt<>(executor, wake))
            .start(
                sight.seenAt(),
                () -> {
                  services.connect().moveDeadLetters(pipeline.name(), command.get());
                  return true;
                });
      }
    }
  }

  static Optional<DeadLetters> of(String pipeline, Sight sight) {
    return Optional.ofNullable(sight.deadLetters().get(pipeline)).map(WaitingLetters::letters);
  }

  /// What a pipeline with dead letters tells of itself.
  static Trouble trouble(String pipeline, String destination, DeadLetters letters) {
    long count = letters.count();
    StringBuilder reason = new StringBuilder();
    reason
        .append(count == 1 ? "1 row is" : count + " rows are")
        .append(" set aside, as the destination ")
        .append(destination)
        .append(" refused ")
        .append(count == 1 ? "it" : "them");
    if (!letters.reasons().isEmpty()) {
      DeadLetterReason first = letters.reasons().getFirst();
      reason.append(". ").append(first.reason());
      if (letters.reasons().size() > 1) {
        reason
            .append(" (")
            .append(first.count())
            .append(" of them; ")
            .append(letters.reasons().size() - 1)
            .append(letters.reasons().size() == 2 ? " more reason)" : " more reasons)");
      }
    }
    return new Trouble(
        reason.append('.').toString(),
        "Mend the destination or the rows in the source, then: ./millrace pipeline dead-letters "
            + pipeline
            + " --replay. Rows that nobody needs: --discard.",
        false);
  }
}
