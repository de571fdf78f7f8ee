package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

  @TempDir private Path folder;

  private final StringWriter errors = new StringWriter();

  @Test
  void everyCommandSaysWhatItDoes() {
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty());
  }

  @Test
  void upExplainsItselfWithExamplesAndExitCodes() {
    assertThat(Main.commandLine().getSubcommands().get("up").getUsageMessage())
        .contains("Examples:", "--source-url", "--port-offset", "Exit codes:");
  }

  @Test
  void aWrongCommandLineHasItsOwnExitCodeAndTouchesNothing() throws IOException {
    Path home = folder.resolve("home");
    assertThat(run("up", "--home", home.toString(), "--rate", "-1")).isEqualTo(2);
    assertThat(errors.toString()).contains("--rate is 0 or more");
    assertThat(run("up", "--home", home.toString(), "--no-such-option")).isEqualTo(2);
    assertThat(run("no-such-command")).isEqualTo(2);
    assertThat(Files.exists(home)).isFalse();
  }

  @Test
  void statusAndDownWorkWhereNothingWasEverStarted() {
    String home = folder.resolve("home").toString();
    assertThat(run("status", "--home", home)).isEqualTo(1);
    assertThat(run("status", "--home", home, "-o", "json")).isEqualTo(1);
    assertThat(run("down", "--home", home)).isZero();
    assertThat(run("logs", "--home", home)).isZero();
    assertThat(run("logs", "--home", home, "kafka")).isEqualTo(1);
    assertThat(errors.toString()).contains("nothing was started there yet");
    assertThat(Path.of(home)).doesNotExist();
  }

  @Test
  void resetDeletesOnlyWhatIsAMillracesHome() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "data");
    assertThat(run("reset", "--yes", "--home", folder.toString())).isEqualTo(1);
    assertThat(errors.toString()).contains("does not look like a Millrace's home");
    assertThat(precious).exists();
  }

  @Test
  void resetAsksAndWithoutAnAnswerDeletesNothing() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home/run")).getParent();
    Files.writeString(home.resolve("credentials.json"), "{}");
    assertThat(run("reset", "--dry-run", "--home", home.toString())).isZero();
    assertThat(run("reset", "--home", home.toString())).isEqualTo(1);
    assertThat(home).exists();
    assertThat(run("reset", "--yes", "--home", home.toString())).isZero();
    assertThat(home).doesNotExist();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(errors, true));
    return line.execute(List.of(arguments).toArray(String[]::new));
  }
}
