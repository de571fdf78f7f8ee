package io.millrace.cli.check;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.Port;
import io.millrace.cli.home.Settings;
import io.millrace.process.PortOwner;
import io.millrace.process.Supervisor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether the ports that a Millrace needs are free, or its own already.
public final class Ports {

  private Ports() {}

  /// One finding for each port that somebody else has; one that all is well otherwise.
  public static List<Finding> look(Home home, Settings settings) {
    List<Finding> taken = new ArrayList<>();
    Set<Long> own = new HashSet<>();
    for (Port port : Port.needed(settings)) {
      Optional<PortOwner> owner = PortOwner.find(port.of(settings));
      if (owner.isPresent()) {
        if (own.isEmpty()) {
          own.addAll(ownProcesses(home));
        }
        if (!owner.get().pid().map(own::contains).orElse(false)) {
          taken.add(
              Finding.broken(
                  capitalised(owner.get().toString()) + "; " + port.component() + " needs it",
                  "Stop that process, or use other ports: millrace up --port-offset "
                      + (settings.portOffset() + 1000)));
        }
      }
    }
    return taken.isEmpty()
        ? List.of(Finding.well("The ports are free, or this Millrace's own"))
        : taken;
  }

  private static Set<Long> ownProcesses(Home home) {
    Set<Long> pids = new HashSet<>();
    Supervisor.living(home.run()).values().forEach(each -> pids.add(each.pid()));
    Supervisor.living(home.dataPlane()).values().forEach(each -> pids.add(each.pid()));
    return pids;
  }

  private static String capitalised(String sentence) {
    return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
  }
}
