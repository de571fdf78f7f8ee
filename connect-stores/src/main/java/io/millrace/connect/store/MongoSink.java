package io.millrace.connect.store;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.connect.connector.Task;

/// Rows as documents of a MongoDB, see [MongoStore].
public final class MongoSink extends StoreConnector {

  private static final ConfigDef CONFIG =
      StoreSettings.definition()
          .define(
              "store.uri",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              StoreSettings.matching(
                  "mongodb(\\+srv)?://[^@\\s]+", "mongodb://… or mongodb+srv://…, without a user"),
              HIGH,
              "Its servers and options.")
          .define(
              "store.database",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              HIGH,
              "The database with the collections.")
          .define("store.username", ConfigDef.Type.STRING, "", HIGH, "Who logs in.")
          .define("store.password", ConfigDef.Type.PASSWORD, "", HIGH, "Of the user.")
          .define(
              "store.authSource",
              ConfigDef.Type.STRING,
              "admin",
              HIGH,
              "The database that knows the user.")
          .define(
              "store.sslmode",
              ConfigDef.Type.STRING,
              "verify-full",
              ValidString.in("verify-full", "disable"),
              HIGH,
              "Whether the connection is encrypted.")
          .define(
              "store.batchRows",
              ConfigDef.Type.INT,
              2_000,
              Range.between(1, 10_000),
              LOW,
              "How many documents are written at a time.");

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MongoTask.class;
  }

  /// See [MongoStore].
  public static final class MongoTask extends StoreTask {
    @Override
    StoreSettings settings(Map<String, String> config) {
      return StoreSettings.of(CONFIG, config);
    }

    @Override
    Store connect(StoreSettings settings) {
      return MongoStore.open(settings);
    }
  }
}
