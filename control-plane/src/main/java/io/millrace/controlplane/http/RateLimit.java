package io.millrace.controlplane.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// So many attempts from one address in each window. Remembers a bounded number of addresses.
public final class RateLimit {

  private static final int MOST_ADDRESSES = 10_000;

  private final int attempts;
  private final Duration window;
  private final InstantSource clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  public RateLimit(int attempts, Duration window, InstantSource clock) {
    this.attempts = attempts;
    this.window = window;
    this.clock = clock;
  }

  public synchronized void take(String address) {
    Instant now = clock.instant();
    Window current = windows.get(address);
    if (current == null || !now.isBefore(current.end())) {
      windows.remove(address);
      windows.put(address, new Window(now.plus(window), 1));
      return;
    }
    if (current.taken() >= attempts) {
      throw ProblemException.of(
          429,
          "too-many-attempts",
          "Too many attempts",
          "There were more than " + attempts + " attempts to log in from this address.",
          "Wait until " + current.end() + ", then try again.");
    }
    windows.put(address, new Window(current.end(), current.taken() + 1));
  }

  private record Window(Instant end, int taken) {}
}
