package io.millrace.connect.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotOffsetTest {

  private static final String LEFT = "incremental_snapshot_collections";
  private static final SnapshotWish NONE = SnapshotWish.of(Map.of());
  private static final SnapshotWish WISH =
      SnapshotWish.of(
          Map.of(
              "millrace.snapshot.at",
              "1700000000001",
              "millrace.snapshot.tables",
              "public.a,public.b"));
  private static final SnapshotWish CANCELLED = new SnapshotWish(WISH.at(), WISH.tables(), true);

  private static final Map<String, Object> STREAMING = Map.of("lsn", 7L, "txId", 5L);

  @Test
  void whereNothingIsWishedForThePositionStaysAsItIs() {
    assertThat(SnapshotOffset.begin(STREAMING, NONE)).isEqualTo(STREAMING);
    Map<String, Object> reading = SnapshotOffset.begin(STREAMING, WISH);
    assertThat(SnapshotOffset.begin(reading, NONE)).isEqualTo(reading);
  }

  @Test
  void whatIsWishedForIsBegunInDebeziumsOwnWords() {
    assertThat(SnapshotOffset.begin(STREAMING, WISH))
        .containsAllEntriesOf(STREAMING)
        .containsEntry(SnapshotOffset.AT, WISH.at())
        .containsEntry("incremental_snapshot_correlation_id", "1700000000001")
        .containsEntry(
            LEFT,
            "[{\"incremental_snapshot_collections_id\":\"public.a\","
                + "\"incremental_snapshot_collections_additional_condition\":null,"
                + "\"incremental_snapshot_collections_surrogate_key\":null},"
                + "{\"incremental_snapshot_collections_id\":\"public.b\","
                + "\"incremental_snapshot_collections_additional_condition\":null,"
                + "\"incremental_snapshot_collections_surrogate_key\":null}]");
    assertThat(SnapshotOffset.left(SnapshotOffset.begin(STREAMING, WISH))).isEqualTo(2);
  }

  @Test
  void whatWasBegunGoesOnFromWhereItIs() {
    Map<String, Object> onItsWay = new HashMap<>(SnapshotOffset.begin(STREAMING, WISH));
    onItsWay.put(LEFT, "[{\"incremental_snapshot_collections_id\":\"public.b\"}]");
    onItsWay.put("incremental_snapshot_primary_key", "ab");
    assertThat(SnapshotOffset.begin(onItsWay, WISH)).isEqualTo(onItsWay);
    assertThat(SnapshotOffset.left(onItsWay)).isEqualTo(1);
  }

  @Test
  void whatIsThroughIsNotBegunAgain() {
    Map<String, Object> through = new HashMap<>(STREAMING);
    through.put(SnapshotOffset.AT, WISH.at());
    through.put(SnapshotOffset.ROWS, 12L);
    assertThat(SnapshotOffset.begin(through, WISH)).isEqualTo(through);
    assertThat(SnapshotOffset.begin(through, CANCELLED)).isEqualTo(through);
    SnapshotWish another = new SnapshotWish(WISH.at() + 1, List.of("public.a"), false);
    assertThat(SnapshotOffset.left(SnapshotOffset.begin(through, another))).isEqualTo(1);
    assertThat(SnapshotOffset.begin(through, another)).containsEntry(SnapshotOffset.ROWS, 0L);
  }

  @Test
  void whatIsCancelledIsGivenUpAndStaysSo() {
    Map<String, Object> reading = new HashMap<>(SnapshotOffset.begin(STREAMING, WISH));
    reading.put(SnapshotOffset.ROWS, 12L);
    Map<String, Object> given = SnapshotOffset.begin(reading, CANCELLED);
    assertThat(SnapshotOffset.left(given)).isZero();
    assertThat(given)
        .containsAllEntriesOf(STREAMING)
        .containsEntry(SnapshotOffset.CANCELLED, true)
        .containsEntry(SnapshotOffset.ROWS, 12L);
    assertThat(SnapshotOffset.begin(given, CANCELLED)).isEqualTo(given);
    assertThat(SnapshotOffset.left(SnapshotOffset.begin(STREAMING, CANCELLED))).isZero();
  }

  @Test
  void anInitialSnapshotReadsEverythingAnyway() {
    Map<String, Object> initial = Map.of("snapshot", "INITIAL", "snapshot_completed", false);
    assertThat(SnapshotOffset.left(SnapshotOffset.begin(initial, WISH))).isZero();
    assertThat(SnapshotOffset.inInitialSnapshot(initial)).isTrue();
    assertThat(SnapshotOffset.inInitialSnapshot(STREAMING)).isFalse();
  }
}
