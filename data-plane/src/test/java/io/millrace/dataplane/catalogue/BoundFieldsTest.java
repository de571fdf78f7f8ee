package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.DesiredState.Connector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a secret is sealed for is where the runner connects to.
class BoundFieldsTest {

  private static final Map<String, String> DATABASE =
      Map.of("hostname", "db", "database", "shop", "username", "me");
  private static final Map<String, String> LAKE =
      Map.of("uri", "https://catalogue.example", "warehouse", "s3://lake/warehouse");
  private static final Map<String, String> DOCUMENTS =
      Map.of("uri", "mongodb://a,b", "database", "shop", "username", "me");

  @ParameterizedTest
  @ValueSource(
      strings = {"postgres", "mariadb", "mysql", "sqlserver", "oracle", "mongodb", "iceberg"})
  void theValuesThatHoldAreThoseThatAConnectionIsMadeWith(String type) {
    Map<String, String> config =
        switch (type) {
          case "iceberg" -> LAKE;
          case "mongodb" -> DOCUMENTS;
          default -> DATABASE;
        };
    Connector connector = new Connector("c", type, config, Map.of());
    BoundFields bound = BoundFields.bundled(type).orElseThrow();
    assertThat(bound.defaults()).isNotEmpty();
    assertThat(Endpoint.parse(connector))
        .isInstanceOfSatisfying(
            Endpoint.Parsed.Valid.class,
            valid ->
                assertThat(valid.endpoint().config())
                    .containsAllEntriesOf(bound.values(config))
                    .containsKeys(bound.defaults().keySet().toArray(new String[0])));
  }

  @Test
  void everyTypeSaysWhereItsSecretsGo() throws Exception {
    try (Stream<Path> types = Files.list(Path.of("../spec/connector-types"))) {
      assertThat(types.map(file -> file.getFileName().toString().replace(".json", "")))
          .isNotEmpty()
          .allSatisfy(
              type ->
                  assertThat(BoundFields.bundled(type).orElseThrow().defaults())
                      .as(type)
                      .isNotEmpty());
    }
  }
}
