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

  /// What all stores have that are asked over HTTP.
  ///
  /// @param logins ways to log in, the first of them the default
  static ConfigDef overHttp(String... logins) {
    return definition()
        .define(
            "store.url",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            matching("https?://[^\\s/?#]+(/[^\\s?#]*)?", "http://… or https://…"),
            ConfigDef.Importance.HIGH,
            "Where it is, before the path of a table.")
        .define(
            "store.auth",
            ConfigDef.Type.STRING,
            logins[0],
            ConfigDef.ValidString.in(logins),
            ConfigDef.Importance.HIGH,
            "How to log in.")
        .define(
            "store.username", ConfigDef.Type.STRING, "", ConfigDef.Importance.HIGH, "Who logs in.")
        .define(
            "store.password",
            ConfigDef.Type.PASSWORD,
            "",
            ConfigDef.Importance.HIGH,
            "Of the user.")
        .define(
            "store.token",
            ConfigDef.Type.PASSWORD,
            "",
            ConfigDef.Importance.HIGH,
            "A bearer token or an API key.")
        .define(
            "store.timeoutSeconds",
            ConfigDef.Type.INT,
            30,
            ConfigDef.Range.between(1, 120),
            ConfigDef.Importance.LOW,
            "How long an answer may take.");
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
