package io.millrace.connect.store;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.connect.connector.Task;

/// Rows as documents of an OpenSearch or Elasticsearch, see [SearchStore].
public final class SearchSink extends StoreConnector {

  private static final ConfigDef CONFIG =
      StoreSettings.overHttp("basic", "apikey", "none")
          .define(
              "store.batchRows",
              ConfigDef.Type.INT,
              1_000,
              Range.between(1, 10_000),
              LOW,
              "How many documents are sent at a time.");

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
