package io.millrace.process;

import java.time.Instant;
import java.util.Optional;

/// What a supervisor sees of one child.
///
/// @param reason one sentence, empty when running
/// @param nextStep what a person can do, empty when nothing is to be done
/// @param pid empty while there is no process
/// @param restarts since it was first asked for, by this supervisor
public record ChildStatus(
    String name,
    Phase phase,
    String reason,
    String nextStep,
    Instant since,
    Optional<Long> pid,
    long residentBytes,
    int restarts,
    Optional<Instant> startedAt) {

  public enum Phase {
    /// Started, or about to be; not healthy yet.
    STARTING,
    RUNNING,
    /// Was healthy and is not; it will be restarted if that lasts.
    UNHEALTHY,
    /// Ended by itself; waits for its next start.
    BACKING_OFF,
    /// Cannot start until somebody changes something.
    BLOCKED,
    STOPPING,
    STOPPED
  }
}
