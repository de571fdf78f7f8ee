package io.millrace.dataplane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.connect.ConnectorState.RunState;
import io.millrace.dataplane.connect.WorkerFigures;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.Pipeline;
import io.millrace.runner.protocol.DesiredState.SnapshotCommand;
import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import io.millrace.runner.protocol.ObservedState.SnapshotState;
import io.millrace.runner.protocol.ObservedState.SnapshotTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableSnapshotsTest {

  private static final String SOURCE = "millrace.p.source";
  private static final TableName A = new TableName("public", "a");
  private static final TableName B = new TableName("public", "b");
  private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_001L);
  private static final double STAMP = AT.toEpochMilli();

  private final PipelineNames names = new PipelineNames("", "p");
  private final TableSnapshots snapshots = new TableSnapshots();

  @Test
  void aSourceThatStreamsIsToldOfItsTables() {
    assertThat(configured(wish("postgres", false), Map.of(), Map.of("Streaming", 1.0)))
        .containsEntry("millrace.snapshot.at", "1700000000001")
        .containsEntry("millrace.snapshot.tables", "public.b,public.a")
        .containsEntry("read.only", "true");
  }

  @Test
  void anInitialSnapshotIsNotBegunAnewForIt() {
    assertThat(configured(wish("postgres", false), Map.of(), Map.of())).isEmpty();
    Map<String, String> older = Map.of("millrace.snapshot.at", "5", "read.only", "true");
    assertThat(configured(wish("postgres", false), older, Map.of("Streaming", 0.0)))
        .isEqualTo(older);
  }

  @Test
  void oneThatWasToldIsToldThatItIsCancelled() {
    Map<String, String> told = Map.of("millrace.snapshot.at", "1700000000001");
    assertThat(configured(wish("postgres", true), told, Map.of()))
        .containsEntry("millrace.snapshot.cancelled", "true");
  }

  @Test
  void mySqlIsLeftAlone() {
    assertThat(configured(wish("mysql", false), Map.of(), Map.of("Streaming", 1.0))).isEmpty();
    assertThat(configured(wish("mariadb", false), Map.of(), Map.of("Streaming", 1.0)))
        .containsKey("connect.keep.alive.interval.ms");
  }

  @Test
  void tablesAreToldInTheOrderTheyAreReadIn() {
    Wish wish = wish("postgres", false);
    SnapshotProgress waiting = progress(wish, Map.of("Streaming", 1.0));
    assertThat(waiting.state()).isEqualTo(SnapshotState.WAITING);
    SnapshotProgress reading =
        progress(wish, Map.of("At", STAMP, "TablesLeft", 1.0, "Rows", 12.0, "Percent", 75.0));
    assertThat(reading.state()).isEqualTo(SnapshotState.READING);
    assertThat(reading.tables())
        .containsExactly(
            new SnapshotTable("public.b", SnapshotState.DONE),
            new SnapshotTable("public.a", SnapshotState.READING));
    assertThat(reading.rows()).isEqualTo(12);
    assertThat(reading.percent()).hasValue(75);
    // While the worker is away it is as far as it was.
    assertThat(progress(wish, Map.of())).isEqualTo(reading);
    assertThat(progress(wish, Map.of("At", STAMP, "Percent", 100.0)).state())
        .isEqualTo(SnapshotState.DONE);
    assertThat(progress(wish, Map.of("At", STAMP, "Cancelled", 1.0)).state())
        .isEqualTo(SnapshotState.CANCELLED);
  }

  private SnapshotProgress progress(Wish wish, Map<String, Double> figures) {
    return snapshots.progress(names, wish, sight(Map.of(), figures)).orElseThrow();
  }

  private static Map<String, String> configured(
      Wish wish, Map<String, String> standing, Map<String, Double> figures) {
    Map<String, String> config = new HashMap<>();
    TableSnapshots.configure(config, SOURCE, List.of(A, B), wish, sight(standing, figures));
    return config;
  }

  private static Sight sight(Map<String, String> config, Map<String, Double> figures) {
    Map<String, String> whole = new HashMap<>(config);
    whole.put("table.include.list", "public\\.a,public\\.b");
    ConnectorState connector = new ConnectorState(SOURCE, RunState.RUNNING, List.of(), "", whole);
    return new Sight(
        0,
        Optional.of(Map.of(SOURCE, connector)),
        Optional.empty(),
        new WorkerFigures(Map.of(SOURCE, Map.of("table-snapshot", figures))),
        Map.of());
  }

  private static Wish wish(String type, boolean cancelled) {
    Connector connector =
        new Connector(
            "c", type, Map.of("hostname", "h", "database", "d", "username", "u"), Map.of());
    Pipeline plain =
        Pipeline.of(
            "p",
            "c",
            "c",
            List.of(
                DesiredState.Table.of("public.a", "public.a", Optional.empty()),
                DesiredState.Table.of("public.b", "public.b", Optional.empty())));
    Pipeline asked =
        new Pipeline(
            plain.name(),
            plain.source(),
            plain.destination(),
            plain.tables(),
            plain.runState(),
            plain.schemaChanges(),
            plain.deletes(),
            plain.transformChanges(),
            plain.badRows(),
            plain.restarts(),
            plain.deadLetters(),
            plain.initialSnapshot(),
            Optional.of(new SnapshotCommand(AT, List.of("public.b", "public.a"), cancelled)),
            plain.resets(),
            plain.partRestarts());
    return Wish.of(asked, Map.of("c", connector), new OpenedSecrets(Map.of(), Map.of()));
  }
}
