package io.millrace.connect.debezium;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.pipeline.notification.Notification;
import io.debezium.pipeline.notification.channels.NotificationChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hears from Debezium how far it is with reading tables again. Called by the thread that reads.
public final class SnapshotNotices implements NotificationChannel {

  private static final String ABOUT = "Incremental Snapshot";

  private String connector = "";

  /// The connector's name is no setting of Debezium's own, so only the configuration as it was
  /// given has it.
  @Override
  @SuppressWarnings("deprecation")
  public void init(CommonConnectorConfig config) {
    connector = config.getConfig().getString("name", "");
  }

  /// Set in a source's `notification.enabled.channels`.
  @Override
  public String name() {
    return "millrace";
  }

  @Override
  public void send(Notification notification) {
    TableSnapshot snapshot = TableSnapshot.of(connector);
    @Nullable Map<String, String> data = notification.getAdditionalData();
    if (snapshot == null || data == null || !ABOUT.equals(notification.getAggregateType())) {
      return;
    }
    switch (notification.getType()) {
      case "IN_PROGRESS" -> snapshot.progressed(data.getOrDefault("maximum_key", ""));
      case "TABLE_SCAN_COMPLETED" ->
          tableEnded(
              snapshot,
              data.getOrDefault("status", ""),
              data.getOrDefault("scanned_collection", ""));
      case "COMPLETED" -> snapshot.allEnded();
      default -> {
        // It started, or was paused: nothing to count.
      }
    }
  }

  private static void tableEnded(TableSnapshot snapshot, String status, String table) {
    switch (status) {
      case "SQL_EXCEPTION" -> snapshot.tableFailed(table);
      case "NO_PRIMARY_KEY", "UNKNOWN_SCHEMA" -> snapshot.tableSkipped();
      default -> snapshot.tableEnded();
    }
  }

  @Override
  public void close() {}
}
