package io.millrace.system.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.system.pairs.MariaDbStore;
import io.millrace.system.pairs.PostgresStore;
import io.millrace.system.pairs.Store;
import io.millrace.system.rig.Api;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharedRig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Rows that a destination refuses are set aside, the others arrive, and none is lost or goes back
/// to an older version, whatever is killed in between.
@SharesMillrace
class DeadLettersST {

  private static final Duration SLOW = Duration.ofSeconds(90);
  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final String SECRET = "kirschblüte";

  private static Rig rig;
  private static Api api;
  private static String install;
  private static PostgresStore shop;
  private static PostgresStore warehouse;
  private static MariaDbStore maria;

  @BeforeAll
  static void start(Rig shared) throws Exception {
    rig = shared;
    api = rig.api();
    install = rig.installPath();
    shop = new PostgresStore();
    warehouse = new PostgresStore();
    maria = new MariaDbStore();
    call("PUT", "/connectors/shop", shop.connector());
    call("PUT", "/connectors/warehouse", warehouse.connector());
    call("PUT", "/connectors/maria", maria.connector());
  }

  @AfterAll
  static void stop() throws Exception {
    SharedRig.empty(rig);
    for (Store store : List.of(shop, warehouse, maria)) {
      store.close();
    }
  }

  @Test
  void whatIsMendedArrivesAndWhatIsNewerStays() throws Exception {
    shop.execute(
        "CREATE TABLE shop.orders (id bigint PRIMARY KEY, amount bigint, note text)",
        "INSERT INTO shop.orders SELECT n, CASE WHEN n % 50 = 0 THEN -n ELSE n END, '"
            + SECRET
            + "' FROM generate_series(1, 200) n");
    warehouse.execute(
        "CREATE TABLE shop.orders (id bigint PRIMARY KEY, note text,"
            + " amount bigint CONSTRAINT amount_positive CHECK (amount >= 0))");
    pipeline("orders", "warehouse");
    Wait.until(SLOW, () -> assertThat(warehouse.rows("orders")).hasSize(196));
    JsonNode first = setAside("orders", 4);
    assertThat(first.at("/status/reason").asText())
        .contains("4 rows are set aside", "shop.orders", "amount_positive", "23514");
    assertThat(first.at("/status/nextStep").asText()).contains("dead-letters orders --replay");
    assertThat(first.at("/deadLetters/reasons/0/count").asLong()).isEqualTo(4);

    shop.execute("INSERT INTO shop.orders VALUES (1001, -1, 'a'), (1002, 2, 'b')");
    rig.kill("connect");
    shop.execute("INSERT INTO shop.orders VALUES (1003, -3, 'c'), (1004, -4, 'd'), (1005, 5, 'e')");
    Wait.until(SLOW, () -> assertThat(warehouse.rows("orders")).containsKeys(1002L, 1005L));
    setAside("orders", 7);
    shop.execute(
        "UPDATE shop.orders SET amount = 7 WHERE id = 1001",
        "DELETE FROM shop.orders WHERE id = 1004");
    Wait.until(QUICK, () -> assertThat(amount(1001)).isEqualTo("7"));

    // Those stay that are set aside after the account that is asked on: it has to be the newest.
    Wait.until(
        QUICK,
        () ->
            assertThat(Instant.parse(rig.pipeline("orders").at("/deadLetters/newestAt").asText()))
                .isEqualTo(newestAtTheWorker("orders")));
    warehouse.execute("ALTER TABLE shop.orders DROP CONSTRAINT amount_positive");
    Command replay =
        Command.run(
            QUICK,
            List.of(
                Rig.ROOT.resolve("millrace").toString(),
                "pipeline",
                "dead-letters",
                "orders",
                "--replay",
                "--home",
                rig.home().toString()));
    assertThat(replay.output()).contains("rows are to be tried again");
    Wait.until(SLOW, () -> assertThat(warehouse.rows("orders")).isEqualTo(shop.rows("orders")));
    assertThat(amount(1001)).isEqualTo("7");
    running("orders");
    assertThat(rig.api().get(install, rig.apiKey()).toString()).doesNotContain(SECRET);
  }

  @Test
  void whatNobodyNeedsIsDiscardedAndAWordThatIsMissingIsNoWall() throws Exception {
    shop.execute(
        "CREATE TABLE shop.wares (id bigint PRIMARY KEY, name text, since timestamp)",
        "INSERT INTO shop.wares VALUES (1, 'one', '2026-01-01'), (2, NULL, '2026-01-01'),"
            + " (3, 'three', 'infinity'), (4, '"
            + SECRET.repeat(9)
            + "', '2026-01-01'), (5, 'five', NULL)");
    maria.execute(
        "CREATE TABLE shop.wares (id bigint PRIMARY KEY, name longtext, since datetime(6),"
            + " CONSTRAINT named CHECK (name IS NOT NULL),"
            + " CONSTRAINT short CHECK (char_length(name) < 40)) CHARACTER SET utf8mb4");
    pipeline("wares", "maria");
    Wait.until(SLOW, () -> assertThat(maria.rows("wares")).containsOnlyKeys(1L, 5L));
    JsonNode seen = setAside("wares", 3);
    assertThat(seen.path("deadLetters").toString())
        .contains("it breaks a check constraint \\\"named\\\" (SQLSTATE 23000)")
        .contains("since holds a time that the destination does not have")
        .contains("it breaks a check constraint \\\"short\\\" (SQLSTATE 23000)")
        .doesNotContain(SECRET);

    call("POST", "/pipelines/wares/dead-letters/discard", "{}");
    running("wares");
    shop.execute("UPDATE shop.wares SET name = 'two' WHERE id = 2");
    Wait.until(QUICK, () -> assertThat(maria.rows("wares")).containsOnlyKeys(1L, 2L, 5L));
    call("DELETE", "/pipelines/wares", "");
    Wait.until(
        SLOW,
        () ->
            assertThat(new Api(rig.port(8083)).get("/millrace/topics", "").toString())
                .doesNotContain("wares"));
    // Made again under the same name, it begins anew.
    shop.execute("INSERT INTO shop.wares VALUES (6, 'six', NULL)");
    pipeline("wares", "maria");
    Wait.until(SLOW, () -> assertThat(maria.rows("wares")).containsOnlyKeys(1L, 2L, 5L, 6L));
    setAside("wares", 2);
  }

  private static Instant newestAtTheWorker(String pipeline) throws Exception {
    JsonNode letters = new Api(rig.port(8083)).get("/millrace/dead-letters", "");
    return Instant.ofEpochMilli(letters.path(pipeline).path("newest").asLong());
  }

  private static void pipeline(String name, String destination) throws Exception {
    call(
        "PUT",
        "/pipelines/" + name,
        """
        {"source": "shop", "destination": "%2$s",
         "tables": [{"source": "shop.%1$s", "destination": "shop.%1$s"}]}
        """
            .formatted(name, destination));
  }

  private static void call(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = api.call(method, install + path, rig.apiKey(), body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
  }

  private static String amount(long id) throws Exception {
    SortedMap<Long, Map<String, String>> rows = warehouse.rows("orders");
    return rows.containsKey(id) ? rows.get(id).get("amount") : "none";
  }

  private static JsonNode setAside(String pipeline, long count) {
    return Wait.forValue(
        SLOW,
        () -> {
          JsonNode seen = rig.pipeline(pipeline);
          assertThat(seen.at("/status/state").asText()).as(seen.toString()).isEqualTo("DEGRADED");
          // A source that died with its worker may read the same rows again, as new records.
          assertThat(seen.at("/deadLetters/count").asLong()).isGreaterThanOrEqualTo(count);
          return seen;
        });
  }

  private static void running(String pipeline) {
    Wait.until(
        SLOW,
        () -> {
          JsonNode seen = rig.pipeline(pipeline);
          assertThat(seen.at("/status/state").asText()).as(seen.toString()).isEqualTo("RUNNING");
          assertThat(seen.path("deadLetters").isMissingNode() || seen.path("deadLetters").isNull())
              .as(seen.toString())
              .isTrue();
        });
  }
}
