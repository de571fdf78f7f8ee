package io.millrace.system.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.system.rig.Command;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk under everything fills up while rows flow: it is said what is wrong and what to do, and
/// when there is room again all goes on by itself, with no row lost.
class FullDiskST {

  private static final Duration COMMAND = Duration.ofMinutes(1);

  @TempDir private Path disk;

  @BeforeEach
  void mount() throws Exception {
    Command mounted =
        Command.run(
            COMMAND, List.of("mount", "-t", "tmpfs", "-o", "size=1200m", "tmpfs", disk.toString()));
    assumeTrue(mounted.exitCode() == 0, "a small disk takes a user who may mount one");
  }

  @AfterEach
  void unmount() throws Exception {
    Command.run(COMMAND, List.of("umount", "-l", disk.toString()));
  }

  @Test
  void everythingGoesOnWhenThereIsRoomAgain() throws Exception {
    Path home = Files.createDirectory(disk.resolve("home")).toRealPath();
    Path ballast = disk.resolve("ballast");
    try (Rig rig = Rig.prepare(home, Map.of())) {
      Command up = rig.run("up", "--rate", "50");
      assertThat(up.exitCode()).as(up.output()).isZero();

      Command fill = fill(ballast);
      assertThat(fill.output()).contains("No space left on device");
      Wait.until(
          Duration.ofMinutes(2),
          () -> {
            // As a log is rotated or cleaned, some bytes become free.
            fill(disk.resolve("more"));
            assertThat(rig.run("status").output())
                .contains("0.0 GiB of disk are free")
                .contains("free some");
          });

      Files.delete(ballast);
      Files.deleteIfExists(disk.resolve("more"));
      rig.awaitAllRunning(Duration.ofMinutes(3));
      long before = rig.orders().arrived();
      Wait.until(
          Duration.ofMinutes(1),
          () -> assertThat(rig.orders().arrived()).isGreaterThan(before + 100));
      rig.stopGenerator();
      rig.orders().awaitEqual(Duration.ofMinutes(2));
      rig.assertNothingDoubled();
    }
  }

  private static Command fill(Path file) throws Exception {
    return Command.run(
        COMMAND,
        List.of("dd", "if=/dev/zero", "of=" + file, "bs=64k", "oflag=append", "conv=notrunc"));
  }
}
