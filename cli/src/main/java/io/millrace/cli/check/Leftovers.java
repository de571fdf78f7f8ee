package io.millrace.cli.check;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.Running;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Processes of this home that nobody looks after.
public final class Leftovers {

  private Leftovers() {}

  public static Finding look(Home home) throws IOException {
    Running running = new Running(home);
    Map<String, ProcessHandle> left = new TreeMap<>();
    if (!running.hostAlive()) {
      left.putAll(Supervisor.living(home.run()));
    }
    if (!running.hostAlive() && running.runner().isEmpty()) {
      left.putAll(Supervisor.living(home.dataPlane()));
    }
    return left.isEmpty()
        ? Finding.well("Nothing was left behind by a crash")
        : Finding.doubtful(
            "Without anybody to look after them run: "
                + left.entrySet().stream()
                    .map(each -> each.getKey() + " (pid " + each.getValue().pid() + ")")
                    .collect(Collectors.joining(", ")),
            "millrace up takes them over; millrace down stops them");
  }
}
