package io.millrace.connect.store;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.connect.connector.Task;

/// Rows under keys of a Redis, see [RedisStore].
public final class RedisSink extends StoreConnector {

  private static final ConfigDef CONFIG =
      StoreSettings.definition()
          .define(
              "store.hostname",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              HIGH,
              "Where it is.")
          .define(
              "store.port",
              ConfigDef.Type.INT,
              6379,
              Range.between(1, 65_535),
              HIGH,
              "Where it listens.")
          .define(
              "store.database",
              ConfigDef.Type.INT,
              0,
              Range.between(0, 1_023),
              HIGH,
              "The number of the database.")
          .define(
              "store.sslmode",
              ConfigDef.Type.STRING,
              "verify-full",
              ValidString.in("verify-full", "require", "disable"),
              HIGH,
              "Whether the connection is encrypted.")
          .define("store.username", ConfigDef.Type.STRING, "", HIGH, "Who logs in.")
          .define("store.password", ConfigDef.Type.PASSWORD, "", HIGH, "Of the user.")
          .define(
              "store.form",
              ConfigDef.Type.STRING,
              "json",
              ValidString.in("json", "hash"),
              HIGH,
              "Whether a row is a text of JSON, or a hash.");

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return RedisTask.class;
  }

  /// See [RedisStore].
  public static final class RedisTask extends StoreTask {
    @Override
    StoreSettings settings(Map<String, String> config) {
      return StoreSettings.of(CONFIG, config);
    }

    @Override
    Store connect(StoreSettings settings) {
      return new RedisStore(settings);
    }
  }
}
