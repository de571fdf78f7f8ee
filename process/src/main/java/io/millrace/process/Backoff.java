package io.millrace.process;

import java.time.Duration;

/// How long to wait before the next start: doubling from half a second to 15 s, and from the
/// beginning again once a child was healthy for half a minute.
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  static final Duration FORGIVEN_AFTER = Duration.ofSeconds(30);

  private int failures;

  Duration next() {
    long factor = 1L << Math.min(failures, 10);
    failures++;
    Duration wait = FIRST.multipliedBy(factor);
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  void forgive() {
    failures = 0;
  }
}
