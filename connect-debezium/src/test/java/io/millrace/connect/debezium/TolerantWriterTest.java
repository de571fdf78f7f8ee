package io.millrace.connect.debezium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connect.deadletters.Refusal;
import io.millrace.connect.deadletters.SetAside;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TolerantWriterTest {

  /// Offset by key: what the destination has.
  private final TreeMap<Object, Long> written = new TreeMap<>();

  private final List<Long> aside = new ArrayList<>();
  private int calls;

  private final SetAside collecting =
      new SetAside() {
        @Override
        public void accept(SinkRecord row, Refusal refusal) {
          aside.add(row.kafkaOffset());
        }

        @Override
        public Optional<Refusal> unwritable(SinkRecord row) {
          return row.kafkaOffset() == 42
              ? Optional.of(new Refusal("no word for it", ""))
              : Optional.empty();
        }
      };

  private TolerantWriter refusing(Set<Long> offsets, String state) {
    return new TolerantWriter(
        rows -> {
          calls++;
          if (rows.stream().anyMatch(row -> offsets.contains(row.kafkaOffset()))) {
            throw new ConnectException("no", new SQLException("no", state));
          }
          rows.forEach(row -> written.put(row.key(), row.kafkaOffset()));
        },
        collecting);
  }

  private static List<SinkRecord> rows(long count, long keys) {
    return LongStream.range(0, count)
        .mapToObj(offset -> new SinkRecord("t", 0, null, offset % keys, null, "row", offset))
        .toList();
  }

  @Test
  void refusedRowsAreFoundAmongManyAndAllOthersArrive() {
    refusing(Set.of(7L, 4_000L), "23514").write(rows(5_000, 5_000));
    assertThat(aside).containsExactly(42L, 7L, 4_000L);
    assertThat(written).hasSize(4_997).doesNotContainKeys(7L, 42L, 4_000L);
    assertThat(calls).isLessThan(60);
  }

  @Test
  void theLastGoodChangeOfAKeyIsWhatStays() {
    refusing(Set.of(17L), "22001").write(rows(20, 10));
    assertThat(written).containsEntry(7L, 7L).containsEntry(8L, 18L).containsEntry(6L, 16L);
  }

  @Test
  void aTroubleOfTheDestinationSetsNothingAside() {
    assertThatThrownBy(() -> refusing(Set.of(7L), "08006").write(rows(20, 20)))
        .isInstanceOf(ConnectException.class);
    assertThat(aside).isEmpty();
    assertThat(calls).isEqualTo(1);
  }
}
