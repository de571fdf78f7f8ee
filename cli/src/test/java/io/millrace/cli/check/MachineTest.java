package io.millrace.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.check.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

  @TempDir private Path proc;

  @ParameterizedTest
  @CsvSource({"1000000, BROKEN", "2500000, DOUBTFUL", "8000000, WELL"})
  void memoryIsJudgedByWhatIsAvailable(long kibibytes, Severity severity) throws IOException {
    Files.writeString(
        proc.resolve("meminfo"),
        "MemTotal:       99000000 kB\nMemAvailable:   " + kibibytes + " kB\n");
    assertThat(new Machine(proc).memory())
        .hasValueSatisfying(finding -> assertThat(finding.severity()).isEqualTo(severity));
  }

  @Test
  void whereTheSystemTellsNothingNothingIsFound() {
    assertThat(new Machine(proc).memory()).isEmpty();
    assertThat(new Machine(proc).limits()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1024, DOUBTFUL", "1048576, WELL", "unlimited, WELL"})
  void theHardLimitOfOpenFilesCounts(String hard, Severity severity) throws IOException {
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(
        proc.resolve("self/limits"),
        "Limit                     Soft Limit           Hard Limit           Units\n"
            + "Max open files            512                  "
            + hard
            + "              files\n");
    assertThat(new Machine(proc).limits())
        .hasValueSatisfying(finding -> assertThat(finding.severity()).isEqualTo(severity));
  }

  @Test
  void anOldJdkIsBrokenAndTheNextStepSaysWhatToInstall() {
    Finding finding = Machine.jdk(21);
    assertThat(finding.severity()).isEqualTo(Severity.BROKEN);
    assertThat(finding.nextStep()).contains("JDK 25", "JAVA_HOME");
    assertThat(Machine.jdk(26).severity()).isEqualTo(Severity.WELL);
  }

  @Test
  void aClockThatWentBackIsNoticedAndAFewSecondsAreNot() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(Machine.clock(now, now.plusSeconds(10)).severity()).isEqualTo(Severity.WELL);
    assertThat(Machine.clock(now, now.plusSeconds(3_600)).severity()).isEqualTo(Severity.BROKEN);
  }

  @Test
  void theDiskOfAFolderThatIsNotThereYetIsItsParents() {
    assertThat(Machine.disk(proc.resolve("not/yet/there")).what())
        .contains("free for " + proc.resolve("not/yet/there"));
  }

  @Test
  void everyBrokenFindingSaysHowToMendIt() throws IOException {
    Files.writeString(proc.resolve("meminfo"), "MemAvailable: 1000 kB\n");
    assertThat(new Machine(proc).memory())
        .hasValueSatisfying(finding -> assertThat(finding.nextStep()).isNotEmpty());
  }
}
