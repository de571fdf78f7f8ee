package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCommandTest {

  private static final String SNAPSHOTS = "/pipelines/orders/snapshots";
  private static final String READING =
      """
      {"state": "READING", "rows": 1200, "percent": 62.5, "skipped": 0,
       "tables": [{"name": "public.a", "state": "DONE"}, {"name": "public.b", "state": "READING"}]}
      """;

  @TempDir private Path home;

  private InstallStub stub;

  @BeforeEach
  void start() throws IOException {
    stub = new InstallStub("local");
    stub.settleIn(home);
    stub.answer("POST", SNAPSHOTS, READING);
    stub.answer("POST", SNAPSHOTS + "/newest/cancel", READING);
    stub.answer("GET", SNAPSHOTS + "/newest", READING);
    stub.answer("GET", "/pipelines/orders", "{\"name\": \"orders\"}");
    stub.answer("POST", "/pipelines/orders/reset", "{}");
    stub.answer("POST", "/pipelines/orders/restart", "{}");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void tablesAreReadAgainWhenAskedTo() {
    assertThat(run("snapshot", "orders", "--table", "public.a", "--table", "public.b")).isZero();
    assertThat(stub.calls).contains("POST " + SNAPSHOTS);
  }

  @Test
  void lookingBeginsNothing() {
    assertThat(run("snapshot", "orders", "--show")).isZero();
    assertThat(stub.calls)
        .contains("GET " + SNAPSHOTS + "/newest")
        .doesNotContain("POST " + SNAPSHOTS);
  }

  @Test
  void cancellingBeginsNothing() {
    assertThat(run("snapshot", "orders", "--cancel")).isZero();
    assertThat(stub.calls)
        .contains("POST " + SNAPSHOTS + "/newest/cancel")
        .doesNotContain("POST " + SNAPSHOTS);
    assertThat(run("snapshot", "orders", "--cancel", "--show")).isEqualTo(2);
  }

  @Test
  void howFarItIsIsOneSentence() throws IOException {
    JsonNode reading = PrivateJson.JSON.readTree(READING);
    assertThat(SnapshotCommand.line(reading))
        .isEqualTo("Being read again: 1 of 2 tables through, 1200 rows, 62 %.");
  }

  @Test
  void nothingIsResetWithoutAnAnswer() {
    assertThat(run("reset", "orders")).isEqualTo(1);
    assertThat(stub.calls).doesNotContain("POST /pipelines/orders/reset");
    assertThat(run("reset", "orders", "--yes")).isZero();
    assertThat(stub.calls).contains("POST /pipelines/orders/reset");
  }

  @Test
  void aPartIsRestartedByItself() {
    assertThat(run("restart", "orders", "--part", "source")).isZero();
    assertThat(stub.calls).contains("POST /pipelines/orders/restart");
    assertThat(run("restart", "orders", "--part", "nothing")).isEqualTo(2);
  }

  private int run(String... arguments) {
    List<String> words = new ArrayList<>(List.of("pipeline"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--home", home.toString()));
    return Main.commandLine().execute(words.toArray(String[]::new));
  }
}
