package io.millrace.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresSourceTest {

  private static final PostgresEndpoint AT =
      new PostgresEndpoint("db", 5432, "shop", "reader", "prefer", 2_000);

  private final Map<String, String> config =
      new Capture(
              "${dir:/secrets:password}",
              "orders",
              "millrace_orders",
              "millrace.orders.history",
              "kafka:9092",
              List.of(new TableName("public", "orders"), new TableName("public", "customers")),
              InitialSnapshot.ALL)
          .config(AT);

  @Test
  void onlyTheTablesOfThePipelineAreReadAndPublished() {
    assertThat(config)
        .containsEntry("table.include.list", "public\\.customers,public\\.orders")
        .containsEntry("slot.name", "millrace_orders")
        .containsEntry("publication.name", "millrace_orders")
        .containsEntry("publication.autocreate.mode", "filtered");
  }

  @Test
  void whatIsThereIsReadFirstUnlessOnlyChangesAreWanted() {
    assertThat(config).containsEntry("snapshot.mode", "initial");
    assertThat(new Capture("", "o", "s", "h", "k", List.of(), InitialSnapshot.NONE).config(AT))
        .containsEntry("snapshot.mode", "no_data");
  }

  @Test
  void thePasswordIsAnExpression() {
    assertThat(config).containsEntry("database.password", "${dir:/secrets:password}");
  }

  @Test
  void valuesTravelInAFormThatLosesNothing() {
    assertThat(config)
        .containsEntry("decimal.handling.mode", "string")
        .containsEntry("time.precision.mode", "isostring")
        .containsEntry("transforms", "faithfulRow");
  }
}
