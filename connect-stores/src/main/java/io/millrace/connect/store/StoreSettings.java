package io.millrace.connect.store;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/// A sink's settings. Each that is about the store is called as the connector's field, after
/// `store.`, so that what is wrong with it can be told at the field.
final class StoreSettings {

  static final String PREFIX = "store.";
  private static final String DELETES = "millrace.deletes";

  private final AbstractConfig config;
  private final Map<String, String> all;

  private StoreSettings(ConfigDef definition, Map<String, String> all) {
    this.config = new AbstractConfig(definition, all, false);
    this.all = Map.copyOf(all);
  }

  static StoreSettings of(ConfigDef definition, Map<String, String> config) {
    return new StoreSettings(definition, config);
  }

  /// What all stores have.
  static ConfigDef definition() {
    return new ConfigDef()
        .define(
            DELETES,
            ConfigDef.Type.STRING,
            "HARD",
            ConfigDef.ValidString.in("HARD", "SOFT", "IGNORE"),
            ConfigDef.Importance.HIGH,
            "What a deleted row does to the store.");
  }

  /// A definition of texts, the first of them what must be there.
  static ConfigDef.Validator matching(String pattern, String what) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (!String.valueOf(value).matches(pattern)) {
            throw new org.apache.kafka.common.config.ConfigException(
                "\"" + value + "\" is not " + what);
          }
        },
        () -> what);
  }

  Deletes deletes() {
    return Deletes.valueOf(config.getString(DELETES));
  }

  String text(String field) {
    return config.getString(PREFIX + field);
  }

  int number(String field) {
    return config.getInt(PREFIX + field);
  }

  String secret(String field) {
    return config.getPassword(PREFIX + field).value();
  }

  /// A setting of the connector that is not about the store; empty when it was not given.
  String connector(String name) {
    return all.getOrDefault(name, "");
  }
}
