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

  static final ConfigDef.Validator ADDRESS =
      StoreSettings.matching("https?://[^\\s/?#]+(/[^\\s?#]*)?", "http://… or https://…");

  private static final ConfigDef CONFIG =
      StoreSettings.definition()
          .define(
              "store.url",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ADDRESS,
              HIGH,
              "Where to, before the path of a table.")
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
          .define(
              "store.auth",
              ConfigDef.Type.STRING,
              "none",
              ValidString.in("none", "basic", "bearer", "header"),
              HIGH,
              "How to log in.")
          .define("store.username", ConfigDef.Type.STRING, "", HIGH, "Who logs in.")
          .define("store.password", ConfigDef.Type.PASSWORD, "", HIGH, "Of the user.")
          .define("store.token", ConfigDef.Type.PASSWORD, "", HIGH, "After Bearer.")
          .define("store.headerName", ConfigDef.Type.STRING, "", HIGH, "With which to log in.")
          .define("store.headerValue", ConfigDef.Type.PASSWORD, "", HIGH, "Of the header.")
          .define(
              "store.timeoutSeconds",
              ConfigDef.Type.INT,
              30,
              Range.between(1, 120),
              LOW,
              "How long an answer may take.");

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
