package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresDestinationTest {

  private final Map<String, String> config =
      PostgresDestination.config(
          new PostgresEndpoint("db", 5433, "ware house", "writer", "require"),
          "${dir:/secrets:password}",
          Map.of(
              "p.public.orders.transformed", new TableName("sales", "orders"),
              "p.public.kinds", new TableName("public", "kinds$")));

  @Test
  void recordsAreWrittenSoThatTwiceIsTheSameAsOnce() {
    assertThat(config)
        .containsEntry("insert.mode", "upsert")
        .containsEntry("delete.enabled", "true")
        .containsEntry("primary.key.mode", "record_key")
        .containsEntry("use.reduction.buffer", "true")
        .containsEntry("consumer.override.auto.offset.reset", "earliest");
  }

  @Test
  void eachTopicHasItsTable() {
    assertThat(config)
        .containsEntry("topics", "p.public.kinds,p.public.orders.transformed")
        .containsEntry("transforms", "route0,route1")
        .containsEntry("transforms.route0.regex", "\\Qp.public.kinds\\E")
        .containsEntry("transforms.route0.replacement", "public.kinds\\$")
        .containsEntry("transforms.route1.replacement", "sales.orders");
  }

  @Test
  void errorsComeWithoutStatementsAndTextsFindTheirType() {
    assertThat(config.get("connection.url"))
        .startsWith("jdbc:postgresql://db:5433/ware%20house?")
        .contains("stringtype=unspecified")
        .contains("logServerErrorDetail=false")
        .contains("sslmode=require");
  }
}
