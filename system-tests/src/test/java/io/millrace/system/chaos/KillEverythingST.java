package io.millrace.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Every part is killed again and again, in random order and at random moments, while the generator
/// writes; in the end source and destination are equal, row by row.
@SharesMillrace(demo = true)
class KillEverythingST {

  private static final List<String> PARTS =
      List.of(
          "kafka",
          "schema-registry",
          "connect",
          "flink-jobmanager",
          "flink-taskmanager",
          "flink-sql-gateway",
          "runner",
          "control-plane",
          "control-plane-db",
          "host");
  private static final int KILLS = Integer.getInteger("millrace.kills", 22);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  @Test
  void nothingIsLostOrDoubledWhateverIsKilled(Rig rig) throws Exception {
    long seed = Long.getLong("millrace.seed", System.nanoTime());
    System.out.println("KillEverythingST: -Dmillrace.seed=" + seed);
    Random random = new Random(seed);
    rig.generate(50);
    Wait.until(Duration.ofSeconds(60), () -> assertThat(rig.orders().arrived()).isPositive());
    for (String part : order(random)) {
      LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_PAUSE.toNanos()));
      rig.kill(part);
      if (part.equals("host")) {
        // Nobody watches over the host but the person who calls `up`.
        rig.upAgain();
      }
    }
    rig.awaitAllRunning(Duration.ofMinutes(3));
    rig.stopGenerator();
    rig.orders().awaitEqual(Duration.ofMinutes(3));
    rig.assertNothingDoubled();
  }

  /// Every part at least twice.
  private static List<String> order(Random random) {
    List<String> order = new ArrayList<>();
    while (order.size() < KILLS) {
      order.addAll(PARTS);
    }
    Collections.shuffle(order, random);
    return order;
  }
}
