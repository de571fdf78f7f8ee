package io.millrace.controlplane.runner;

import java.time.Instant;
import java.util.Optional;

/// A runner as it was last known.
///
/// @param since when the state last changed
/// @param load empty until its first heartbeat to this process
public record RunnerConnection(
    State state,
    Instant since,
    String version,
    String host,
    Optional<Instant> lastSeenAt,
    Optional<Load> load,
    Optional<Instant> certificateNotAfter,
    Optional<byte[]> sealingPublicKey) {

  public enum State {
    NEVER_CONNECTED,
    CONNECTED,
    DISCONNECTED
  }

  public record Load(long residentBytes, long cpuMillis, long uptimeSeconds) {}
}
