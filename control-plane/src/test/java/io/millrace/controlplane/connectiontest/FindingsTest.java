package io.millrace.controlplane.connectiontest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.connectiontest.ConnectionTest.Step;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FindingsTest {

  @Test
  void afterALoginThatFailedNothingIsKnown() {
    assertThat(oks(ConnectorRole.SOURCE, "source-login-refused"))
        .containsExactly(true, false, null, null, null);
    assertThat(Findings.of(List.of(problem("source-login-refused"))).getFirst().field())
        .isEqualTo("password");
  }

  @Test
  void whatIsFoundInsideLeavesTheOtherStepsKnown() {
    assertThat(oks(ConnectorRole.SOURCE, "source-wal-level", "source-no-primary-key"))
        .containsExactly(true, true, true, false, false);
  }

  @Test
  void aDestinationHasFewerSteps() {
    assertThat(oks(ConnectorRole.DESTINATION)).containsExactly(true, true, true);
    assertThat(oks(ConnectorRole.DESTINATION, "destination-write-not-allowed"))
        .containsExactly(true, true, false);
  }

  private static List<Boolean> oks(ConnectorRole role, String... codes) {
    List<Problem> problems = List.of(codes).stream().map(FindingsTest::problem).toList();
    return Findings.steps(role, problems).stream().map(Step::ok).collect(Collectors.toList());
  }

  private static Problem problem(String code) {
    return new Problem(code, "what", "why", "next", Instant.EPOCH);
  }
}
