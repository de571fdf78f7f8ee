package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.JdbcDestination.Delivery;
import io.millrace.runner.protocol.DesiredState.Deletes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JdbcDestinationTest {

  private static final List<Column> ROWS =
      List.of(
          Column.of("id", "uuid").withKey(1),
          Column.of("at", "timestamp with time zone"),
          Column.of("tags", "text[]"),
          Column.of("note", "text"));
  private static final List<Delivery> DELIVERIES =
      List.of(
          new Delivery("p.public.orders.transformed", new TableName("sales", "orders"), ROWS),
          new Delivery("p.public.kinds", new TableName("public", "kinds$"), List.of()));

  private final Map<String, String> config =
      JdbcDestination.config(
          new PostgresEndpoint("db", 5433, "ware house", "writer", "require", 2_000),
          "${dir:/secrets:password}",
          DELIVERIES,
          Deletes.HARD,
          Optional.empty());

  @Test
  void recordsAreWrittenSoThatTwiceIsTheSameAsOnce() {
    Map<String, String> debezium =
        JdbcDestination.config(
            new SqlServerEndpoint("db", 1433, "dwh", "writer", "require", 2_000),
            "",
            DELIVERIES,
            Deletes.HARD,
            Optional.empty());
    assertThat(debezium)
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
  void errorsComeWithoutValues() {
    assertThat(config.get("connection.url"))
        .startsWith("jdbc:postgresql://db:5433/ware%20house?")
        .contains("logServerErrorDetail=false")
        .contains("sslmode=require");
  }

  @Test
  void anotherDialectIsToldWhichColumnsToRewrite() {
    MySqlEndpoint at =
        new MySqlEndpoint(
            MySqlEndpoint.Flavour.MARIADB, "db", 3306, "shop", "writer", "verify-full", 2_000);
    assertThat(JdbcDestination.config(at, "x", DELIVERIES, Deletes.SOFT, Optional.empty()))
        .containsEntry("transforms", "row,route1,route2")
        .containsEntry("transforms.row.deletes", "SOFT")
        .containsEntry(
            "transforms.row.columns", "p.public.orders.transformed|at=timestamp,tags=json")
        .hasEntrySatisfying(
            "connection.url",
            url -> assertThat(url).contains("STRICT_ALL_TABLES").contains("sslMode=verify-full"));
  }

  @Test
  void whatIsRefusedIsSetAsideAndComesAgainByATopicOfItsOwn() {
    MySqlEndpoint at =
        new MySqlEndpoint(
            MySqlEndpoint.Flavour.MARIADB, "db", 3306, "shop", "writer", "disable", 2_000);
    assertThat(
            JdbcDestination.config(
                at,
                "x",
                DELIVERIES,
                Deletes.HARD,
                Optional.of(
                    new JdbcDestination.Aside(
                        "kafka:9092", "p.dead-letters", "millrace.p.replays"))))
        .containsEntry("topics", "p.public.kinds,p.public.orders.transformed,millrace.p.replays")
        .containsEntry("transforms", "replayed,row,route2,route3")
        .containsEntry("transforms.replayed.topic", "millrace.p.replays")
        .containsEntry("transforms.row.unwritable", "MARK")
        .containsEntry("millrace.dead.letters", "p.dead-letters");
  }

  @Test
  void sqlServerIsNamedWithItsSchemaAndItsDatabaseMayHaveAnyName() {
    SqlServerEndpoint at =
        new SqlServerEndpoint("db", 1433, "ware}house;x=y", "writer", "verify-full", 2_000);
    assertThat(JdbcDestination.config(at, "x", DELIVERIES, Deletes.HARD, Optional.empty()))
        .containsEntry("transforms", "row,route1,route2")
        .containsEntry("transforms.row.texts", "PLAIN")
        .containsEntry("transforms.route2.replacement", "sales.orders")
        .hasEntrySatisfying(
            "connection.url",
            url ->
                assertThat(url)
                    .startsWith("jdbc:sqlserver://db:1433;databaseName={ware}}house;x=y};")
                    .endsWith("encrypt=true;trustServerCertificate=false"));
  }
}
