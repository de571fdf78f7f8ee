package io.millrace.controlplane.metrics;

import java.time.Duration;
import java.time.Instant;

/// How long each of the samples is that are kept, and how long they are kept.
enum Step {
  /// Kept for a while longer than they are shown, as the others are made of them.
  FINE(10, Duration.ofMinutes(80)),
  MIDDLE(120, Duration.ofHours(24).plusMinutes(10)),
  COARSE(900, Duration.ofDays(7).plusMinutes(30));

  final int seconds;
  final Duration kept;

  Step(int seconds, Duration kept) {
    this.seconds = seconds;
    this.kept = kept;
  }

  /// The beginning of the step that an instant is in.
  Instant startOf(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond() / seconds * seconds);
  }
}
