package io.millrace.connect.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A connector's fields, and the settings of its sink, are the same.
class CatalogueTest {

  private static StoreConnector sink(String name) {
    return switch (name) {
      case "KafkaSink" -> new KafkaSink();
      case "HttpSink" -> new HttpSink();
      case "RedisSink" -> new RedisSink();
      case "MongoSink" -> new MongoSink();
      default -> new SearchSink();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "kafka,KafkaSink",
    "http,HttpSink",
    "redis,RedisSink",
    "mongodb,MongoSink",
    "opensearch,SearchSink",
    "elasticsearch,SearchSink"
  })
  void everyFieldIsASettingWithTheSameValues(String type, String sink) throws Exception {
    JsonNode described =
        JsonMapper.builder()
            .build()
            .readTree(Path.of("../spec/connector-types/" + type + ".json").toFile());
    Map<String, ConfigKey> settings = new HashMap<>(sink(sink).config().configKeys());
    settings.keySet().removeIf(name -> !name.startsWith(StoreSettings.PREFIX));
    TreeSet<String> fields = new TreeSet<>();
    for (JsonNode field : described.path("fields")) {
      String name = StoreSettings.PREFIX + field.path("name").asText();
      fields.add(name);
      ConfigKey setting = settings.get(name);
      assertThat(setting).as(name).isNotNull();
      assertThat(setting.type == Type.PASSWORD)
          .as(name)
          .isEqualTo(field.path("secret").asBoolean());
      if (!field.path("default").isNull()) {
        assertThat(String.valueOf(setting.defaultValue))
            .as(name)
            .isEqualTo(field.path("default").asText());
      }
      for (JsonNode choice : field.path("choices")) {
        setting.validator.ensureValid(name, choice.asText());
      }
      for (String bound : new String[] {"minimum", "maximum"}) {
        if (!field.path(bound).isNull()) {
          setting.validator.ensureValid(name, field.path(bound).asInt());
        }
      }
    }
    assertThat(fields).containsExactlyInAnyOrderElementsOf(settings.keySet());
  }
}
