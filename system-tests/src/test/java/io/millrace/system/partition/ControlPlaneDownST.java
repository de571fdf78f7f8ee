package io.millrace.system.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.system.rig.Processes;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// With the control plane gone rows flow on, and the runner still restarts a killed broker; and
/// with the runner gone the data plane goes on as well.
@SharesMillrace(demo = true)
class ControlPlaneDownST {

  @Test
  void theDataPlaneNeedsNeitherToGoOn(Rig rig) throws Exception {
    rig.generate(20);
    // The host would start it again.
    rig.kill("host");
    rig.kill("control-plane");
    long broker = Processes.named(rig.home(), "kafka").getFirst().pid();
    rig.kill("kafka");
    Wait.until(
        Duration.ofSeconds(60),
        () -> {
          assertThat(Processes.named(rig.home(), "kafka")).hasSize(1);
          assertThat(Processes.named(rig.home(), "kafka").getFirst().pid()).isNotEqualTo(broker);
        });
    assertThat(Processes.named(rig.home(), "control-plane")).isEmpty();
    arrives(rig, "control plane down", Duration.ofMinutes(2));

    rig.kill("runner");
    arrives(rig, "runner down", Duration.ofSeconds(30));

    rig.upAgain();
    rig.awaitAllRunning(Duration.ofMinutes(3));
    rig.stopGenerator();
    rig.orders().awaitEqual(Duration.ofMinutes(2));
    rig.assertNothingDoubled();
  }

  /// The generator went with the host, so the test places the order itself.
  private static void arrives(Rig rig, String customer, Duration limit) throws Exception {
    try (var connection = rig.orders().source();
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO public.orders (customer, status, amount) VALUES ('"
              + customer
              + "', 'new', 1)");
    }
    Wait.until(
        limit,
        () -> {
          try (var connection = rig.orders().destination();
              var statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      "SELECT 1 FROM public.orders WHERE customer = '" + customer + "'")) {
            assertThat(row.next()).as("the order of " + customer + " has arrived").isTrue();
          }
        });
  }
}
