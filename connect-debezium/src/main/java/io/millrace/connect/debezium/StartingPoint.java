package io.millrace.connect.debezium;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/// What Debezium's task is started in, except that its position is as [TableSnapshot] has it. Where
/// there is none, the initial snapshot reads everything.
record StartingPoint(SourceTaskContext context, TableSnapshot snapshot)
    implements SourceTaskContext {

  @Override
  public Map<String, String> configs() {
    return context.configs();
  }

  @Override
  public TransactionContext transactionContext() {
    return context.transactionContext();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return context.pluginMetrics();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    OffsetStorageReader stored = context.offsetStorageReader();
    return new OffsetStorageReader() {
      @Override
      public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        @Nullable Map<String, Object> offset = stored.offset(partition);
        return offset == null ? null : snapshot.begin(offset);
      }

      @Override
      public <T> Map<Map<String, T>, Map<String, Object>> offsets(
          Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> all = new HashMap<>();
        for (Map<String, T> partition : partitions) {
          @Nullable Map<String, Object> offset = offset(partition);
          if (offset != null) {
            all.put(partition, offset);
          }
        }
        return all;
      }
    };
  }
}
