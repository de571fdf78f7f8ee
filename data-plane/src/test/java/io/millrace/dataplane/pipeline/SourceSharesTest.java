package io.millrace.dataplane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.connect.ConnectorState.RunState;
import io.millrace.dataplane.connect.WorkerFigures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceSharesTest {

  private static final TableName A = new TableName("public", "a");
  private static final TableName B = new TableName("public", "b");
  private static final TableName C = new TableName("public", "c");

  private final PipelineNames names = new PipelineNames("", "p");

  @Test
  void aNewPipelineHasOneSource() {
    assertThat(shares(List.of(A, B), Map.of())).isEqualTo(Map.of(1, List.of(A, B)));
  }

  @Test
  void anAddedTableGetsASourceThatReadsItFromTheBeginning() {
    assertThat(shares(List.of(A, B, C), Map.of("millrace.p.source", "public\\.a,public\\.b")))
        .isEqualTo(Map.of(1, List.of(A, B), 2, List.of(C)));
  }

  @Test
  void aRemovedTableLeavesItsSource() {
    assertThat(shares(List.of(B), Map.of("millrace.p.source", "public\\.a,public\\.b")))
        .isEqualTo(Map.of(1, List.of(B)));
  }

  @Test
  void aSourceWithoutTablesHasNoShare() {
    assertThat(
            shares(
                List.of(A),
                Map.of("millrace.p.source", "public\\.a", "millrace.p.source-2", "public\\.c")))
        .isEqualTo(Map.of(1, List.of(A)));
  }

  @Test
  void noTableIsGivenAnotherSourceUntilTheOneThatIsResetIsGone() {
    Sight before = sight(Map.of("millrace.p.source", "public\\.a"));
    SourceShares shares = SourceShares.of(names, List.of(A, B), before, 1);
    assertThat(shares.leaving()).isTrue();
    assertThat(shares.tables()).isEmpty();
    SourceShares after = SourceShares.of(names, List.of(A, B), sight(Map.of()), 1);
    assertThat(after.leaving()).isFalse();
    assertThat(after.tables()).isEqualTo(Map.of(1, List.of(A, B)));
  }

  private Map<Integer, List<TableName>> shares(
      List<TableName> wanted, Map<String, String> includeLists) {
    return SourceShares.of(names, wanted, sight(includeLists), 0).tables();
  }

  private static Sight sight(Map<String, String> includeLists) {
    Map<String, ConnectorState> connectors = new HashMap<>();
    includeLists.forEach(
        (name, tables) ->
            connectors.put(
                name,
                new ConnectorState(
                    name, RunState.RUNNING, List.of(), "", Map.of("table.include.list", tables))));
    return new Sight(0, Optional.of(connectors), Optional.empty(), WorkerFigures.NONE, Map.of());
  }
}
