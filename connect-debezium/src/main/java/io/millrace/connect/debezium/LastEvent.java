package io.millrace.connect.debezium;

import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.spi.schema.DataCollectionId;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/// Debezium writes a text of each row's key and position, which only its metric `LastEvent` shows:
/// a quarter of what reading a row takes. Nobody looks at that metric, and a key is nobody's
/// business outside its row, so the text is left out. No setting does that.
final class LastEvent {

  private LastEvent() {}

  /// Does nothing where a release of Debezium is built otherwise: then it only takes longer.
  ///
  /// @param started Debezium's task, which has been started
  static void leaveOut(SourceTask started) {
    Object coordinator = get(started, "coordinator");
    for (String phase : new String[] {"snapshotMetrics", "streamingMetrics"}) {
      leaveOut(get(get(coordinator, phase), "commonEventMeter"));
    }
  }

  private static void leaveOut(@Nullable Object meter) {
    Field field = field(meter, "metadataProvider");
    if (field != null && get(meter, field) instanceof EventMetadataProvider provider) {
      try {
        field.set(meter, new WithoutText(provider));
      } catch (IllegalAccessException e) {
        throw new ConnectException("A field that was made accessible is not", e);
      }
    }
  }

  private static @Nullable Object get(@Nullable Object owner, String name) {
    Field field = field(owner, name);
    return field == null ? null : get(owner, field);
  }

  private static @Nullable Object get(@Nullable Object owner, Field field) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new ConnectException("A field that was made accessible is not", e);
    }
  }

  private static @Nullable Field field(@Nullable Object owner, String name) {
    for (Class<?> type = owner == null ? null : owner.getClass();
        type != null;
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    return null;
  }

  private record WithoutText(EventMetadataProvider provider) implements EventMetadataProvider {

    @Override
    public String toSummaryString(
        DataCollectionId source, OffsetContext offset, Object key, Struct value) {
      return "";
    }

    @Override
    public Instant getEventTimestamp(
        DataCollectionId source, OffsetContext offset, Object key, Struct value) {
      return provider.getEventTimestamp(source, offset, key, value);
    }

    @Override
    public Map<String, String> getEventSourcePosition(
        DataCollectionId source, OffsetContext offset, Object key, Struct value) {
      return provider.getEventSourcePosition(source, offset, key, value);
    }

    @Override
    public String getTransactionId(
        DataCollectionId source, OffsetContext offset, Object key, Struct value) {
      return provider.getTransactionId(source, offset, key, value);
    }
  }
}
