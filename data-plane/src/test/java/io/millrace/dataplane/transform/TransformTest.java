package io.millrace.dataplane.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.transform.Transform.Output;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformTest {

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("id", "bigint").withKey(1),
          Column.of("amount", "numeric(12,2)"),
          Column.of("anything", "numeric"),
          Column.of("at", "timestamp with time zone"),
          Column.of("day", "date"),
          Column.of("doc", "jsonb"),
          Column.of("place", "point"));

  private final Transform transform =
      new Transform(
          List.of(
              new Transform.Input(new TableName("public", "orders"), COLUMNS, "p.public.orders")),
          "SELECT id FROM orders; ",
          "p.public.orders.transformed",
          new Transform.Kafka("kafka:9092", URI.create("http://registry/apis/ccompat/v7")));

  @Test
  void theTopicIsDeclaredAsItIsWritten() {
    assertThat(transform.declarations().getFirst())
        .contains(
            "(`id` BIGINT NOT NULL, `amount` STRING, `anything` STRING, `at` STRING, `day` STRING,"
                + " `doc` STRING, PRIMARY KEY (`id`) NOT ENFORCED)")
        .contains("'connector' = 'upsert-kafka'")
        .contains("'topic' = 'p.public.orders'");
  }

  @Test
  void theTransformSeesTheTypesOfTheTable() {
    assertThat(transform.declarations().get(1))
        .isEqualTo(
            "CREATE TEMPORARY VIEW `orders` AS SELECT `id`, CAST(`amount` AS DECIMAL(12,2)) AS"
                + " `amount`, `anything`, CAST(REPLACE(REPLACE(`at`, 'T', ' '), 'Z', '') AS"
                + " TIMESTAMP_LTZ(6)) AS `at`, CAST(REPLACE(`day`, 'Z', '') AS DATE) AS `day`,"
                + " `doc` FROM `millrace_raw`");
  }

  @Test
  void theUsersSelectIsTakenWithoutItsSemicolon() {
    assertThat(transform.declarations().get(2))
        .isEqualTo("CREATE TEMPORARY VIEW `millrace_result` AS SELECT id FROM orders");
  }

  @Test
  void timesLeaveAsTextInUtc() {
    List<String> start =
        transform.start(
            List.of(
                new Output("id", "BIGINT", false),
                new Output("at", "TIMESTAMP_LTZ(6)", true),
                new Output("tax", "DECIMAL(12,2)", true)));
    assertThat(start.getFirst())
        .contains("(`id` BIGINT NOT NULL, `at` STRING, `tax` DECIMAL(12,2), PRIMARY KEY");
    assertThat(start.get(1))
        .isEqualTo(
            "INSERT INTO `millrace_to` SELECT `id`, CAST(`at` AS STRING) || 'Z', `tax` FROM"
                + " `millrace_result`");
  }

  @Test
  void aResultWithoutTheKeyIsRefused() {
    assertThat(transform.objection(List.of(new Output("amount", "DECIMAL(12,2)", true))))
        .hasValueSatisfying(why -> assertThat(why).contains("primary key's column id"));
  }

  @Test
  void aResultThatNoTableCanHoldIsRefused() {
    assertThat(
            transform.objection(
                List.of(
                    new Output("id", "BIGINT", false),
                    new Output("all", "MAP<STRING, INT>", true))))
        .hasValueSatisfying(why -> assertThat(why).contains("column all"));
  }

  @Test
  void theDestinationKeepsTheSourcesTypesWhereNothingChanged() {
    assertThat(
            transform.targetColumns(
                List.of(
                    new Output("id", "BIGINT", false),
                    new Output("doc", "STRING", true),
                    new Output("tax", "DECIMAL(12,2)", true),
                    new Output("at", "STRING", true))))
        .extracting(Column::name, Column::type, Column::keyPosition)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("id", "bigint", 1),
            org.assertj.core.groups.Tuple.tuple("doc", "jsonb", 0),
            org.assertj.core.groups.Tuple.tuple("tax", "numeric(12,2)", 0),
            org.assertj.core.groups.Tuple.tuple("at", "text", 0));
  }
}
