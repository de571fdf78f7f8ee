package io.millrace.connect.store;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.connect.connector.Task;

/// Rows as JSON to an HTTP service, see [HttpStore].
public final class HttpSink extends StoreConnector {

  private static final ConfigDef CONFIG =
      StoreSettings.overHttp("none", "basic", "bearer", "header")
          .define(
              "store.style",
              ConfigDef.Type.STRING,
              "events",
              ValidString.in("events", "rows"),
              HIGH,
              "Whether changes are posted, or rows put and deleted.")
          .define(
              "store.batchRows",
              ConfigDef.Type.INT,
              1,
              Range.between(1, 1_000),
              LOW,
              "How many events are posted at a time.")
          .define("store.headerName", ConfigDef.Type.STRING, "", HIGH, "With which to log in.")
          .define("store.headerValue", ConfigDef.Type.PASSWORD, "", HIGH, "Of the header.");

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return HttpTask.class;
  }

  /// See [HttpStore].
  public static final class HttpTask extends StoreTask {
    @Override
    StoreSettings settings(Map<String, String> config) {
      return StoreSettings.of(CONFIG, config);
    }

    @Override
    Store connect(StoreSettings settings) {
      return new HttpStore(settings);
    }
  }
}
