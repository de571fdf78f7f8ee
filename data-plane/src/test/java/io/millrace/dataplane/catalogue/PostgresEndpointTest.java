package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.protocol.DesiredState.Connector;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresEndpointTest {

  private static final Map<String, String> WHOLE =
      Map.of("hostname", "db", "database", "shop", "username", "reader");

  @Test
  void whatIsLeftOutHasAnObviousValue() {
    assertThat(parse(Map.of()))
        .isEqualTo(
            new Endpoint.Parsed.Valid(
                new PostgresEndpoint("db", 5432, "shop", "reader", "prefer", 2_000)));
  }

  @Test
  void aSettingThatNobodyReadsIsRefused() {
    assertThat(why(Map.of("pasword", "x"))).contains("pasword");
  }

  @Test
  void aPortIsANumber() {
    assertThat(why(Map.of("port", "http"))).contains("Port is \"http\"");
    assertThat(why(Map.of("port", "70000"))).contains("70000");
  }

  @Test
  void nothingMakesConnectPutAnotherConnectorsSecretIntoASetting() {
    for (String field : WHOLE.keySet()) {
      assertThat(why(Map.of(field, "${dir:/secrets/other:password}"))).contains("${");
    }
  }

  @Test
  void aTypeIsInTheCatalogue() {
    Connector connector = new Connector("c", "db2", WHOLE, Map.of());
    assertThat(Endpoint.parse(connector)).isInstanceOf(Endpoint.Parsed.Invalid.class);
  }

  private static String why(Map<String, String> settings) {
    return switch (parse(settings)) {
      case Endpoint.Parsed.Valid valid -> valid.toString();
      case Endpoint.Parsed.Invalid invalid -> invalid.problem().why();
    };
  }

  private static Endpoint.Parsed parse(Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(WHOLE);
    config.putAll(settings);
    return Endpoint.parse(new Connector("c", "postgres", config, Map.of()));
  }
}
