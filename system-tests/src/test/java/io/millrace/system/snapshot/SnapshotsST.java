package io.millrace.system.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.system.pairs.MariaDbStore;
import io.millrace.system.pairs.PostgresStore;
import io.millrace.system.pairs.Store;
import io.millrace.system.rig.Api;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharedRig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tables are read again while rows flow and everything is killed: once, as asked, and so that in
/// the end source and destination are equal. A source begins anew when it is reset, and one part
/// restarts without the others.
@SharesMillrace
class SnapshotsST {

  private static final Duration SLOW = Duration.ofMinutes(3);
  private static final Duration QUICK = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 6_000;
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
    call("PUT", "/connectors/shop", inSmallSteps(shop));
    call("PUT", "/connectors/maria", inSmallSteps(maria));
    call("PUT", "/connectors/warehouse", warehouse.connector());
    shop.execute(table("orders"), table("items"), filled("orders"), filled("items"));
    maria.execute(
        table("wares"),
        table("stock"),
        "INSERT INTO shop.wares SELECT seq, '" + SECRET + "' FROM shop.seq_1_to_" + ROWS,
        "INSERT INTO shop.stock SELECT seq, '" + SECRET + "' FROM shop.seq_1_to_" + ROWS);
    pipeline("orders", "shop", "orders", "items");
    pipeline("wares", "maria", "wares", "stock");
  }

  /// So that there is time to kill something in between.
  private static String inSmallSteps(Store store) throws Exception {
    ObjectNode connector = (ObjectNode) JSON.readTree(store.connector());
    connector.withObject("/config").put("batchRows", "20");
    return connector.toString();
  }

  private static String table(String name) {
    return "CREATE TABLE shop." + name + " (id bigint PRIMARY KEY, note varchar(50))";
  }

  private static String filled(String name) {
    return "INSERT INTO shop."
        + name
        + " SELECT n, '"
        + SECRET
        + "' FROM generate_series(1, "
        + ROWS
        + ") n";
  }

  private static void pipeline(String name, String source, String... tables) throws Exception {
    ObjectNode pipeline = JSON.createObjectNode();
    pipeline.put("source", source).put("destination", "warehouse");
    for (String table : tables) {
      pipeline
          .withArray("tables")
          .addObject()
          .put("source", "shop." + table)
          .put("destination", "shop." + table);
    }
    call("PUT", "/pipelines/" + name, pipeline.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    SharedRig.empty(rig);
    for (Store store : List.of(shop, warehouse, maria)) {
      store.close();
    }
  }

  @Test
  void whatIsReadAgainIsWholeWhateverIsKilled() throws Exception {
    for (String table : List.of("orders", "items")) {
      awaitEqual(shop, table);
    }
    for (String table : List.of("wares", "stock")) {
      awaitEqual(maria, table);
    }
    for (String table : List.of("orders", "items", "wares", "stock")) {
      damage(table);
    }
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Exception> failures = new ArrayList<>();
    List<Thread> writers =
        List.of(
            writer("shop.orders", shop::connection, writing, failures),
            writer("shop.wares", maria::connection, writing, failures));
    try {
      call("POST", "/pipelines/orders/snapshots", "{\"tables\": [\"shop.orders\"]}");
      call("POST", "/pipelines/wares/snapshots", "{\"tables\": [\"shop.wares\"]}");
      reading("orders");
      assertThat(status("POST", "/pipelines/orders/snapshots", "{}")).isEqualTo(409);
      rig.kill("connect");
      rig.kill("runner");
      reading("orders", "wares");
      rig.kill("connect");
      through("orders", "DONE");
      through("wares", "DONE");
    } finally {
      writing.set(false);
      for (Thread writer : writers) {
        writer.join();
      }
    }
    assertThat(failures).isEmpty();
    awaitEqual(shop, "orders");
    awaitEqual(maria, "wares");
    // Nobody asked for these.
    assertThat(warehouse.rows("items").get(4L).get("note")).isEqualTo("damaged");
    assertThat(warehouse.rows("stock")).doesNotContainKey(3L);
    assertThat(api.get(install, rig.apiKey()).toString()).doesNotContain(SECRET);
    onceOnly("orders");
    cancelled("orders");
    partRestarted();
    reset();
  }

  /// What was done is not done again by a worker that starts, but for what was read since a worker
  /// last noted where it is.
  private static void onceOnly(String pipeline) throws Exception {
    warehouse.execute("UPDATE shop.orders SET note = 'later' WHERE id = 7");
    long rows = snapshot(pipeline).path("rows").asLong();
    // Some were deleted meanwhile, or came by themselves.
    assertThat(rows).isPositive().isLessThan(2L * ROWS);
    rig.kill("connect");
    shop.execute("INSERT INTO shop.orders VALUES (900001, 'after')");
    Wait.until(SLOW, () -> assertThat(warehouse.rows("orders")).containsKey(900_001L));
    through(pipeline, "DONE");
    assertThat(warehouse.rows("orders").get(7L).get("note")).isEqualTo("later");
  }

  private static void cancelled(String pipeline) throws Exception {
    call("POST", "/pipelines/" + pipeline + "/snapshots", "{}");
    reading(pipeline);
    call("POST", "/pipelines/" + pipeline + "/snapshots/newest/cancel", "{}");
    through(pipeline, "CANCELLED");
    shop.execute("INSERT INTO shop.items VALUES (900002, 'after')");
    Wait.until(SLOW, () -> assertThat(warehouse.rows("items")).containsKey(900_002L));
    assertThat(snapshot(pipeline).path("rows").asLong()).isLessThan(2L * ROWS);
  }

  private static void partRestarted() throws Exception {
    String source = config("millrace.orders.source").path("millrace.restarts").asText();
    call("POST", "/pipelines/orders/restart?part=DESTINATION", "{}");
    Wait.until(
        QUICK,
        () ->
            assertThat(config("millrace.orders.destination").path("millrace.restarts").asText())
                .isEqualTo("1"));
    assertThat(config("millrace.orders.source").path("millrace.restarts").asText())
        .isEqualTo(source);
    running("orders");
  }

  private static JsonNode config(String connector) throws Exception {
    return new Api(rig.port(8083)).get("/connectors/" + connector + "/config", "");
  }

  private static void reset() throws Exception {
    call("POST", "/pipelines/orders/reset", "{}");
    call("POST", "/pipelines/wares/reset", "{}");
    Wait.until(
        SLOW,
        () -> {
          for (String name : List.of("millrace.orders.source", "millrace.wares.source")) {
            assertThat(config(name).path("millrace.resets").asText()).isEqualTo("1");
          }
        });
    rig.kill("connect");
    awaitEqual(shop, "items");
    awaitEqual(shop, "orders");
    awaitEqual(maria, "stock");
    running("orders");
    running("wares");
    shop.execute("UPDATE shop.items SET note = 'last' WHERE id = 5");
    Wait.until(
        QUICK, () -> assertThat(warehouse.rows("items").get(5L).get("note")).isEqualTo("last"));
  }

  /// Behind Millrace's back.
  private static void damage(String table) throws Exception {
    warehouse.execute(
        "DELETE FROM shop." + table + " WHERE id % 3 = 0",
        "UPDATE shop." + table + " SET note = 'damaged' WHERE id % 3 = 1");
  }

  private static Thread writer(
      String table, Callable<Connection> connect, AtomicBoolean writing, List<Exception> failures) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try (Connection connection = connect.call();
                  Statement sql = connection.createStatement()) {
                for (long i = 1; writing.get(); i++) {
                  long id = i * 7919 % ROWS + 1;
                  sql.execute("UPDATE " + table + " SET note = 'u" + i + "' WHERE id = " + id);
                  sql.execute("DELETE FROM " + table + " WHERE id = " + (id * 31 % ROWS + 10));
                  sql.execute("INSERT INTO " + table + " VALUES (" + (ROWS + 100 + i) + ", 'new')");
                  TimeUnit.MILLISECONDS.sleep(10);
                }
              } catch (Exception e) {
                failures.add(e);
              }
            });
  }

  private static void reading(String... pipelines) {
    for (String pipeline : pipelines) {
      Wait.until(
          SLOW,
          () -> {
            JsonNode snapshot = snapshot(pipeline);
            assertThat(snapshot.path("state").asText())
                .as(snapshot.toString())
                .isNotEqualTo("WAITING");
            assertThat(snapshot.path("rows").asLong()).isPositive();
          });
    }
  }

  private static void through(String pipeline, String state) {
    Wait.until(
        SLOW,
        () -> {
          JsonNode snapshot = snapshot(pipeline);
          assertThat(snapshot.path("state").asText()).as(snapshot.toString()).isEqualTo(state);
        });
  }

  private static void running(String pipeline) {
    Wait.until(
        SLOW,
        () -> {
          JsonNode seen = api.get(install + "/pipelines/" + pipeline + "/status", rig.apiKey());
          assertThat(seen.path("state").asText()).as(seen.toString()).isEqualTo("RUNNING");
        });
  }

  private static JsonNode snapshot(String pipeline) throws Exception {
    return api.get(install + "/pipelines/" + pipeline + "/snapshots/newest", rig.apiKey());
  }

  private static void awaitEqual(Store source, String table) throws Exception {
    SortedMap<Long, Map<String, String>> expected = source.rows(table);
    assertThat(expected).isNotEmpty();
    Wait.until(
        SLOW, () -> assertThat(differences(expected, warehouse.rows(table))).as(table).isEmpty());
  }

  private static List<String> differences(
      SortedMap<Long, Map<String, String>> expected, SortedMap<Long, Map<String, String>> actual) {
    SortedMap<Long, String> found = new TreeMap<>();
    actual.forEach((key, row) -> found.put(key, String.valueOf(row)));
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (key, row) -> {
          String other = found.remove(key);
          if (!String.valueOf(row).equals(other)) {
            differences.add(key + ": " + row + " is " + other);
          }
        });
    found.forEach((key, row) -> differences.add(key + ": " + row + " should not be there"));
    return differences.subList(0, Math.min(differences.size(), 10));
  }

  private static void call(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = api.call(method, install + path, rig.apiKey(), body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
  }

  private static int status(String method, String path, String body) throws Exception {
    return api.call(method, install + path, rig.apiKey(), body).statusCode();
  }
}
