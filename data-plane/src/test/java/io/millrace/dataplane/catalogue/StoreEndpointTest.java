package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.dataplane.catalogue.StoreEndpoint.Reach;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.Deletes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoreEndpointTest {

  private static Endpoint.Parsed parse(String type, Map<String, String> config) {
    return Endpoint.parse(new Connector("there", type, config, Map.of()));
  }

  private static StoreEndpoint store(String type, Map<String, String> config) {
    return switch (parse(type, config)) {
      case Endpoint.Parsed.Valid(Endpoint endpoint) -> StoreEndpoint.of(endpoint).orElseThrow();
      case Endpoint.Parsed.Invalid(var problem) -> throw new AssertionError(problem.why());
    };
  }

  /// Else the control plane would take what the runner refuses.
  @ParameterizedTest
  @EnumSource
  void theRunnerTakesWhatTheCatalogueHas(StoreEndpoint.Kind kind) throws Exception {
    JsonNode described =
        JsonHttp.JSON.readTree(
            Path.of("../spec/connector-types/" + kind.type() + ".json").toFile());
    Map<String, String> config = new HashMap<>();
    for (JsonNode field : described.path("fields")) {
      if (!field.path("secret").asBoolean()) {
        config.put(
            field.path("name").asText(),
            field.path("default").isNull()
                ? kind == StoreEndpoint.Kind.MONGODB ? "mongodb://a:1" : "http://a:1"
                : field.path("default").asText());
      }
    }
    StoreEndpoint store = store(kind.type(), config);
    String pattern = described.at("/collection/pattern").asText();
    for (String collection :
        List.of("public.orders", "Orders", "a/b", "/a", "a b", "", "ü", "x".repeat(220), "_x")) {
      assertThat(store.misnamed(collection).isEmpty())
          .as(collection)
          .isEqualTo(collection.matches(pattern));
    }
    for (Deletes deletes : Deletes.values()) {
      assertThat(store.can(deletes))
          .as(deletes.name())
          .isEqualTo(described.path("deletes").toString().contains("\"" + deletes + "\""));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kafka,security,PLAINTEXT",
    "http,style,events",
    "redis,form,json",
    "mongodb,database,shop",
    "opensearch,auth,none"
  })
  void whatIsMissingIsNamed(String type, String field, String value) {
    assertThat(parse(type, Map.of(field, value))).isInstanceOf(Endpoint.Parsed.Invalid.class);
  }

  @Test
  void everyPlaceIsReached() {
    assertThat(store("kafka", Map.of("bootstrapServers", "a:1, b:2", "security", "SSL")).reached())
        .containsExactly(new Reach("a", 1), new Reach("b", 2));
    assertThat(store("http", Map.of("url", "https://a/in")).reached())
        .containsExactly(new Reach("a", 443));
    assertThat(store("redis", Map.of("hostname", "r")).address()).isEqualTo("r:6379/0");
    StoreEndpoint mongo =
        store("mongodb", Map.of("uri", "mongodb://a:1,b:2/?x=y", "database", "s"));
    assertThat(mongo.address()).isEqualTo("a:1,b:2/s");
    assertThat(MongoEndpoint.of(mongo).asStore()).isEqualTo(mongo);
  }

  @Test
  void eachSecretIsASettingOfItsOwn() {
    StoreEndpoint kafka = store("kafka", Map.of("bootstrapServers", "a:1", "security", "SSL"));
    Map<String, String> config =
        StoreDestination.config(
            kafka,
            Map.of("password", "${dir:a:password}", "clientKey", "${dir:a:clientKey}"),
            List.of(
                new StoreDestination.Delivery(
                    "p.public.t",
                    "t",
                    List.of(
                        Column.of("day", "date"),
                        Column.of("zoned", "timestamp with time zone"),
                        Column.of("flags", "bit(3)")))),
            Deletes.IGNORE,
            "kafka:1",
            Optional.empty());
    assertThat(config)
        .containsEntry("store.password", "${dir:a:password}")
        .containsEntry("store.clientKey", "${dir:a:clientKey}")
        .containsEntry("store.bootstrapServers", "a:1")
        .containsEntry("millrace.deletes", "IGNORE")
        .containsEntry("topics", "p.public.t")
        .containsEntry("transforms.row.columns", "p.public.t|day=time,flags=bits");
    assertThat(StoreEndpoint.field("store.clientKey")).contains("clientKey");
    assertThat(StoreEndpoint.field("topics")).isEmpty();
  }
}
