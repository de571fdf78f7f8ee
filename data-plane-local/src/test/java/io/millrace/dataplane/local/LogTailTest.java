package io.millrace.dataplane.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir private Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Path log;
  private Thread follower;

  @BeforeEach
  void follow() throws Exception {
    log = folder.resolve("a.log");
    Files.writeString(log, "one\ntwo\nthree\n");
    follower =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    LogTail.follow(log, 2, lines::add);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    await("two", "three");
  }

  @AfterEach
  void stop() throws Exception {
    follower.interrupt();
    follower.join();
  }

  @Test
  void linesAreToldWhenTheyAreWhole() throws Exception {
    append("fo");
    append("ur\nfive\n");
    await("two", "three", "four", "five");
  }

  @Test
  void aLogThatWasCutBackGoesOn() throws Exception {
    Files.writeString(log, "");
    append("new\n");
    await("two", "three", "new");
  }

  private void append(String text) throws Exception {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private void await(String... expected) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!lines.equals(List.of(expected))) {
      assertThat(System.nanoTime()).as("waiting, with %s", lines).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
