package io.millrace.connect.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.meters.CommonEventMeter;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.spi.schema.DataCollectionId;
import io.debezium.util.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// With Debezium's own meter, in the places where its tasks have it.
class LastEventTest {

  private static final Struct KEY =
      new Struct(SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build())
          .put("id", "secret");

  @Test
  void theMeterCountsOnAndHoldsNoKey() {
    CommonEventMeter meter = new CommonEventMeter(Clock.SYSTEM, new Positions());
    count(meter);
    assertThat(meter.getLastEvent()).contains("secret");
    LastEvent.leaveOut(new Task(new Coordinator(new Metrics(meter))));
    count(meter);
    assertThat(meter.getLastEvent()).isEmpty();
    assertThat(meter.getTotalNumberOfEventsSeen()).isEqualTo(2);
  }

  @Test
  void aTaskThatIsBuiltOtherwiseStaysAsItIs() {
    LastEvent.leaveOut(new Task(null));
  }

  private static void count(CommonEventMeter meter) {
    meter.onEvent(null, null, KEY, KEY, Operation.CREATE);
  }

  private record Metrics(CommonEventMeter commonEventMeter) {}

  private record Coordinator(Metrics snapshotMetrics) {}

  private static final class Task extends SourceTask {
    @SuppressWarnings("unused")
    private final @Nullable Coordinator coordinator;

    Task(@Nullable Coordinator coordinator) {
      this.coordinator = coordinator;
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public void start(Map<String, String> config) {}

    @Override
    public List<SourceRecord> poll() {
      return List.of();
    }

    @Override
    public void stop() {}
  }

  private static final class Positions implements EventMetadataProvider {
    @Override
    public Instant getEventTimestamp(
        DataCollectionId source, OffsetContext offset, Object key, Struct value) {
      return Instant.EPOCH;
    }

    @Override
    public Map<String, String> getEventSourcePosition(
        DataCollectionId source, OffsetContext offset, Object key, Struct value) {
      return Map.of();
    }

    @Override
    public String getTransactionId(
        DataCollectionId source, OffsetContext offset, Object key, Struct value) {
      return "";
    }
  }
}
