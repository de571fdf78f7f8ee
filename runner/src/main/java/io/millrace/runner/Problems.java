package io.millrace.runner;

import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What is wrong with the runner as a whole, by code; a problem keeps its time while it lasts.
public final class Problems {

  private static final Logger LOG = Logger.getLogger("runner");

  private final Map<String, Problem> present = new ConcurrentSkipListMap<>();

  public void raise(String code, String what, String why, String nextStep) {
    Problem before = present.get(code);
    if (before != null && before.what().equals(what) && before.why().equals(why)) {
      return;
    }
    present.put(code, new Problem(code, what, why, nextStep, Instant.now()));
    LOG.log(Level.WARNING, "{0}: {1}. {2}. {3}", new Object[] {code, what, why, nextStep});
  }

  public void clear(String code) {
    if (present.remove(code) != null) {
      LOG.log(Level.INFO, "{0}: no longer so", code);
    }
  }

  public List<Problem> list() {
    return List.copyOf(present.values());
  }
}
