package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.connect.WaitingLetters;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.runner.protocol.DesiredState.DeadLetterAction;
import io.millrace.runner.protocol.DesiredState.DeadLetterCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks at a pipeline's tables again. Where the destination's were changed by that, rows that it
/// refused before fit now, so those that were set aside are tried again.
final class Follower {

  /// A row that was refused just before the tables were changed may be set aside this much later.
  private static final long LATE = Duration.ofSeconds(15).toNanos();

  /// Looking costs a process, so it is not done for each of many refused rows.
  private static final long PAUSE = Duration.ofSeconds(30).toNanos();

  private final String pipeline;
  private volatile long lookedAt = System.nanoTime() - PAUSE;
  private volatile Instant lookedFor = Instant.MIN;
  private volatile long changedAt;
  private volatile boolean changed;

  Follower(String pipeline) {
    this.pipeline = pipeline;
  }

  /// Whether rows were set aside since the tables were last looked at.
  boolean newlySetAside(Sight sight) {
    WaitingLetters waiting = sight.deadLetters().get(pipeline);
    boolean soon = sight.seenAt() - lookedAt < PAUSE && !justChanged();
    return waiting != null && !soon && waiting.letters().newestAt().isAfter(lookedFor);
  }

  private boolean justChanged() {
    return changed && System.nanoTime() - changedAt < LATE;
  }

  InspectionResult look(Optional<InspectionResult> before, Inspector inspector, Services services)
      throws InterruptedException {
    InspectionResult now = inspector.again();
    if (before.isPresent() && !before.get().destinationTables().equals(now.destinationTables())) {
      changed = true;
      changedAt = System.nanoTime();
    }
    WaitingLetters waiting = services.connect().deadLetters().get(pipeline);
    if (waiting != null) {
      Instant newest = waiting.letters().newestAt();
      if (justChanged()) {
        services
            .connect()
            .moveDeadLetters(pipeline, new DeadLetterCommand(DeadLetterAction.REPLAY, newest));
      }
      lookedFor = newest;
    }
    lookedAt = System.nanoTime();
    return now;
  }
}
