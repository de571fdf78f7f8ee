package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {

  private static final String REPLAY = "POST /pipelines/orders/dead-letters/replay";
  private static final String DISCARD = "POST /pipelines/orders/dead-letters/discard";

  @TempDir private Path home;

  private InstallStub stub;

  @BeforeEach
  void start() throws IOException {
    stub = new InstallStub("local");
    stub.settleIn(home);
    stub.answer(
        "GET",
        "",
        """
        {"pipelines": [
          {"name": "orders", "deadLetters": {"count": 3, "newestAt": "2026-01-02T03:04:05.678Z",
            "reasons": [{"reason": "public.orders: a value is too long (SQLSTATE 22001)",
                         "count": 3}]}},
          {"name": "clean"}]}
        """);
    stub.answer("POST", "/pipelines/orders/dead-letters/replay", "{\"count\": 3}");
    stub.answer("POST", "/pipelines/orders/dead-letters/discard", "{\"count\": 3}");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void lookingChangesNothing() {
    assertThat(run("orders")).isZero();
    assertThat(run("clean")).isZero();
    assertThat(run("nothing")).isEqualTo(1);
    assertThat(stub.calls).noneMatch(call -> call.startsWith("POST"));
  }

  @Test
  void whatIsReplayedIsAskedFor() {
    assertThat(run("orders", "--replay")).isZero();
    assertThat(stub.calls).contains(REPLAY);
  }

  @Test
  void nothingIsDiscardedWithoutAnAnswer() {
    assertThat(run("orders", "--discard")).isEqualTo(1);
    assertThat(stub.calls).doesNotContain(DISCARD);
    assertThat(run("orders", "--discard", "--yes")).isZero();
    assertThat(stub.calls).contains(DISCARD);
  }

  @Test
  void whereThereIsNothingNothingIsAskedFor() {
    assertThat(run("clean", "--replay")).isZero();
    assertThat(run("orders", "--replay", "--discard")).isEqualTo(2);
    assertThat(stub.calls).noneMatch(call -> call.startsWith("POST"));
  }

  private int run(String... arguments) {
    List<String> words = new java.util.ArrayList<>(List.of("pipeline", "dead-letters"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--home", home.toString()));
    return Main.commandLine().execute(words.toArray(String[]::new));
  }
}
