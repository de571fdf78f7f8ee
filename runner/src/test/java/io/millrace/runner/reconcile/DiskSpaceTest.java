package io.millrace.runner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.Problems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

  @TempDir private Path folder;

  @Test
  void aFullDiskIsAProblemUntilThereIsRoom() {
    Problems problems = new Problems();
    new DiskSpace(folder, Long.MAX_VALUE).look(problems);
    assertThat(problems.list())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("disk-full");
              assertThat(problem.what()).contains(folder.toString());
              assertThat(problem.nextStep()).startsWith("Free some space");
            });
    new DiskSpace(folder, 0).look(problems);
    assertThat(problems.list()).isEmpty();
  }
}
