package io.millrace.connect.store;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.connect.connector.Task;

/// Rows as documents of an OpenSearch or Elasticsearch, see [SearchStore].
public final class SearchSink extends StoreConnector {

  private static final ConfigDef CONFIG =
      StoreSettings.definition()
          .define(
              "store.url",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              HttpSink.ADDRESS,
              HIGH,
              "Where it is.")
          .define(
              "store.auth",
              ConfigDef.Type.STRING,
              "basic",
              ValidString.in("basic", "apikey", "none"),
              HIGH,
              "How to log in.")
          .define("store.username", ConfigDef.Type.STRING, "", HIGH, "Who logs in.")
          .define("store.password", ConfigDef.Type.PASSWORD, "", HIGH, "Of the user.")
          .define("store.token", ConfigDef.Type.PASSWORD, "", HIGH, "The API key.")
          .define(
              "store.batchRows",
              ConfigDef.Type.INT,
              1_000,
              Range.between(1, 10_000),
              LOW,
              "How many documents are sent at a time.")
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
    return SearchTask.class;
  }

  /// See [SearchStore].
  public static final class SearchTask extends StoreTask {
    @Override
    StoreSettings settings(Map<String, String> config) {
      return StoreSettings.of(CONFIG, config);
    }

    @Override
    Store connect(StoreSettings settings) {
      return new SearchStore(settings);
    }
  }
}
