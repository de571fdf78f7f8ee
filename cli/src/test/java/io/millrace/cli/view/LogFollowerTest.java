package io.millrace.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

  @TempDir private Path folder;

  @Test
  void firstTheNewestLinesAndThenWhatIsNew() throws IOException {
    Path log = Files.writeString(folder.resolve("kafka.log"), "one\ntwo\nthree\n");
    List<String> lines = new ArrayList<>();
    LogFollower follower = new LogFollower(log, 2, lines::add);
    follower.read();
    assertThat(lines).containsExactly("two", "three");
    Files.writeString(log, "four\nfive\nsix\n", StandardOpenOption.APPEND);
    follower.read();
    assertThat(lines).containsExactly("two", "three", "four", "five", "six");
    follower.read();
    assertThat(lines).hasSize(5);
  }

  @Test
  void aLineIsShownWhenItIsWhole() throws IOException {
    Path log = Files.writeString(folder.resolve("kafka.log"), "Zoë");
    List<String> lines = new ArrayList<>();
    LogFollower follower = new LogFollower(log, 5, lines::add);
    follower.read();
    assertThat(lines).isEmpty();
    Files.writeString(log, " 🚀\n", StandardOpenOption.APPEND);
    follower.read();
    assertThat(lines).containsExactly("Zoë 🚀");
  }

  @Test
  void aRotatedLogIsReadFromItsBeginning() throws IOException {
    Path log = Files.writeString(folder.resolve("kafka.log"), "old line one\nold line two\n");
    List<String> lines = new ArrayList<>();
    LogFollower follower = new LogFollower(log, 5, lines::add);
    follower.read();
    Files.writeString(log, "new\n");
    follower.read();
    assertThat(lines).endsWith("new");
  }

  @Test
  void aLogThatIsNotThereHasNoLines() throws IOException {
    assertThat(LogFollower.tail(folder.resolve("none.log"), 5)).isEmpty();
  }
}
