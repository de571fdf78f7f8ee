package io.millrace.controlplane.runner;

import io.millrace.runner.protocol.Digest;
import java.time.Instant;
import java.util.List;
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
    Optional<SealingKey> sealingKey) {

  public enum State {
    NEVER_CONNECTED,
    CONNECTED,
    DISCONNECTED
  }

  /// @param rotation for which of the install's rotations it was made; 0 for the enrolment's
  /// @param olderKeyIds those that the runner still has, newest first
  public record SealingKey(byte[] publicKey, int rotation, List<String> olderKeyIds) {
    public SealingKey {
      olderKeyIds = List.copyOf(olderKeyIds);
    }

    public String keyId() {
      return Digest.of(publicKey);
    }
  }

  public record Load(long residentBytes, long cpuMillis, long uptimeSeconds) {}
}
