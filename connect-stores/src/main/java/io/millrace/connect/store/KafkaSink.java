package io.millrace.connect.store;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.connect.connector.Task;

/// Rows as JSON in topics of another Kafka, see [KafkaStore].
public final class KafkaSink extends StoreConnector {

  private static final ConfigDef CONFIG =
      StoreSettings.definition()
          .define(
              "store.bootstrapServers",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              StoreSettings.matching("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*", "host:port,host:port"),
              HIGH,
              "Brokers to begin with.")
          .define(
              "store.security",
              ConfigDef.Type.STRING,
              "SASL_SSL",
              ValidString.in("SASL_SSL", "SSL", "SASL_PLAINTEXT", "PLAINTEXT"),
              HIGH,
              "How to connect.")
          .define(
              "store.mechanism",
              ConfigDef.Type.STRING,
              "SCRAM-SHA-512",
              ValidString.in("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"),
              HIGH,
              "How to log in.")
          .define("store.username", ConfigDef.Type.STRING, "", HIGH, "Who logs in.")
          .define("store.password", ConfigDef.Type.PASSWORD, "", HIGH, "Of the user.")
          .define("store.caCertificate", ConfigDef.Type.STRING, "", LOW, "Whom to trust, as PEM.")
          .define("store.clientCertificate", ConfigDef.Type.STRING, "", LOW, "Our own, as PEM.")
          .define(
              "store.clientKey", ConfigDef.Type.PASSWORD, "", LOW, "Of our certificate, as PEM.")
          .define(
              "store.compression",
              ConfigDef.Type.STRING,
              "lz4",
              ValidString.in("lz4", "zstd", "gzip", "snappy", "none"),
              LOW,
              "Of batches of records.")
          .define(
              "store.partitions",
              ConfigDef.Type.INT,
              1,
              Range.between(1, 1_000),
              LOW,
              "Of new topics.")
          .define(
              "store.replication",
              ConfigDef.Type.INT,
              0,
              Range.between(0, 10),
              LOW,
              "Of new topics; 0 leaves it to the brokers.");

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return KafkaTask.class;
  }

  /// See [KafkaStore].
  public static final class KafkaTask extends StoreTask {
    @Override
    StoreSettings settings(Map<String, String> config) {
      return StoreSettings.of(CONFIG, config);
    }

    @Override
    Store connect(StoreSettings settings) {
      return new KafkaStore(settings);
    }
  }
}
