package io.millrace.controlplane.connectiontest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.catalogue.ConnectorType.Field;
import io.millrace.controlplane.catalogue.ConnectorType.Kind;
import io.millrace.controlplane.connectiontest.ConnectionTest.Step;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {

  @Test
  void afterALoginThatFailedNothingIsKnown() {
    assertThat(oks(ConnectorRole.SOURCE, "source-login-refused"))
        .containsExactly(true, false, null, null, null);
    assertThat(field("source-login-refused", "hostname", "password")).isEqualTo("password");
  }

  @Test
  void whatIsAboutAFieldThatTheTypeDoesNotHaveIsAtItsAddress() {
    assertThat(field("destination-refused", "url", "token")).isEqualTo("url");
    assertThat(field("destination-login-refused", "url", "token")).isNull();
    assertThat(field("destination-setting-token", "url", "token")).isEqualTo("token");
  }

  private static @Nullable String field(String code, String... fields) {
    List<Field> all =
        Stream.of(fields)
            .map(
                name ->
                    new Field(
                        name, name, Kind.TEXT, true, false, false, null, "", null, null, null, "",
                        false, null, null))
            .toList();
    return Findings.of(List.of(problem(code)), all).getFirst().field();
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
