package io.millrace.dataplane.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest.Destination;
import io.millrace.dataplane.inspection.InspectionRequest.Source;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.runner.protocol.ObservedState.FoundTable;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InspectionJsonTest {

  private static final PostgresEndpoint AT =
      new PostgresEndpoint("db", 5432, "shop", "me", "prefer", 2_000);
  private static final TableName ORDERS = new TableName("public", "orders");
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", "bigint", false, 1, true),
          new Column("amount", "numeric(12,2)", true, 0, false));

  @Test
  void aRequestIsReadAsItWasWritten() {
    InspectionRequest request =
        new InspectionRequest(
            Optional.of(new Source(AT, "s3cret", "slot", List.of(ORDERS), true)),
            Optional.of(
                new Destination(
                    AT,
                    "s3cret",
                    List.of(
                        new Target.Look(ORDERS),
                        new Target.Same(new TableName("a", "b"), ORDERS),
                        new Target.Columns(new TableName("a", "c"), COLUMNS)),
                    true)));
    assertThat(InspectionJson.readRequest(InspectionJson.write(request))).isEqualTo(request);
  }

  @Test
  void aResultIsReadAsItWasWritten() {
    InspectionResult result =
        new InspectionResult(
            List.of(new Problem("code", "what", "why", "next", Instant.EPOCH)),
            Map.of(ORDERS, COLUMNS),
            Map.of(),
            List.of(new FoundTable("public.orders", true)));
    assertThat(InspectionJson.readResult(InspectionJson.write(result))).isEqualTo(result);
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(new Source(AT, "s3cret", "slot", List.of(), false).toString())
        .doesNotContain("s3cret");
    assertThat(new Destination(AT, "s3cret", List.of(), false).toString()).doesNotContain("s3cret");
  }
}
