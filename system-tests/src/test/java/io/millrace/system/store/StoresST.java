package io.millrace.system.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.system.pairs.PostgresStore;
import io.millrace.system.pairs.Words;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharedRig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of change and every awkward type goes into each kind of store that can be had here,
/// while the worker is killed; in the end each has what the source has, value by value. A row that
/// a service refuses waits, and arrives once it is taken.
@SharesMillrace
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoresST {

  private static final Duration SLOW = Duration.ofMinutes(2);
  private static final Duration QUICK = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = "all_types";

  @TempDir private static Path folder;

  private static Rig rig;
  private static PostgresStore shop;
  private static Receiver webhook;
  private static Optional<RedisServer> redis;
  private static final Map<String, Destination> STORES = new LinkedHashMap<>();

  @BeforeAll
  static void start(Rig shared) throws Exception {
    rig = shared;
    shop = new PostgresStore();
    webhook = new Receiver(true);
    redis = RedisServer.start("json");
    STORES.put("topic", new KafkaTopic(rig));
    STORES.put("webhook", webhook);
    STORES.put("rows", new Receiver(false));
    STORES.put("mongo", new MongoEmulator());
    redis.ifPresent(server -> STORES.put("redis", server));
    shop.execute(
        """
        CREATE TABLE shop.all_types (id bigint PRIMARY KEY, small smallint, big bigint, rl real,
          dbl double precision, exact numeric(30,10), free numeric, flag boolean, fixed char(5),
          name varchar(50), note text DEFAULT 'none', bytes bytea, bits bit(12), day date,
          clock time(6), moment timestamp(6), zoned timestamptz(6), js json, jsb jsonb, uid uuid,
          numbers int[], words text[], net inet, doc xml)
        """,
        """
        INSERT INTO shop.all_types VALUES (1, -32768, 9223372036854775807, 1.5, 0.1,
          12345678901234567890.0123456789, 123456789012345678901234567890.5, true, 'ab',
          'héllo 🎉', 'text', '\\x00deadbeefff', b'101010101010', '2024-02-29', '23:59:59.123456',
          '2024-02-29 23:59:59.123456', '2024-02-29 23:59:59.654321+02', '{"a": 1}',
          '{"b": [1, 2]}', '123e4567-e89b-12d3-a456-426614174000', '{1,NULL,3}',
          '{a,"b\\"c",NULL}', '10.0.0.1/8', '<a>é</a>')
        """,
        "INSERT INTO shop.all_types (id) VALUES (2)",
        "INSERT INTO shop.all_types (id, note, name) VALUES (3, NULL, '')",
        "INSERT INTO shop.all_types (id, note) VALUES (4, repeat('x🎉', 100000))",
        "INSERT INTO shop.all_types (id, free, dbl, day, moment)"
            + " VALUES (5, 'NaN', 'NaN', '0001-01-01', 'infinity')",
        "INSERT INTO shop.all_types (id, name) SELECT n, 'n' || n FROM generate_series(100, 400)"
            + " n");
    apply();
  }

  @AfterAll
  static void stop() throws Exception {
    SharedRig.empty(rig);
    shop.close();
    for (Destination store : STORES.values()) {
      store.close();
    }
  }

  /// JSON is YAML.
  private static void apply() throws Exception {
    List<String> documents = new ArrayList<>();
    documents.add(connector("shop", shop.connector()));
    for (Map.Entry<String, Destination> store : STORES.entrySet()) {
      documents.add(connector(store.getKey(), store.getValue().connector()));
      ObjectNode pipeline = JSON.createObjectNode();
      pipeline.put("kind", "Pipeline").put("name", "to-" + store.getKey());
      pipeline.put("source", "shop").put("destination", store.getKey());
      pipeline
          .putArray("tables")
          .addObject()
          .put("source", "shop." + TABLE)
          .put("destination", store.getValue().collection());
      documents.add(pipeline.toString());
    }
    Path file = folder.resolve("stores.yaml");
    Files.writeString(file, String.join("\n---\n", documents));
    Command applied = rig.run("apply", "-f", file.toString());
    assertThat(applied.exitCode()).as(applied.output()).isZero();
  }

  private static String connector(String name, String given) throws Exception {
    ObjectNode connector = (ObjectNode) JSON.readTree(given);
    return connector.put("kind", "Connector").put("name", name).toString();
  }

  @Test
  @Order(1)
  void everyChangeOfEveryTypeArrives() throws Exception {
    awaitEqual(SLOW);
    shop.execute(
        "UPDATE shop.all_types SET note = NULL, exact = -0.0000000001, numbers = '{}' WHERE id = 1",
        "UPDATE shop.all_types SET name = upper(name) WHERE id BETWEEN 100 AND 300",
        "UPDATE shop.all_types SET id = 1000 WHERE id = 100",
        "DELETE FROM shop.all_types WHERE id BETWEEN 350 AND 390");
    awaitEqual(QUICK);
    whileRowsAreWritten(
        () -> {
          rig.kill("connect");
          TimeUnit.SECONDS.sleep(4);
          if (redis.isPresent()) {
            redis.get().crash();
          }
          TimeUnit.SECONDS.sleep(2);
        });
    awaitEqual(SLOW);
    shop.execute(
        "ALTER TABLE shop.all_types ADD COLUMN added numeric(9,2)",
        "UPDATE shop.all_types SET added = 7.25 WHERE id < 10");
    awaitEqual(QUICK);
  }

  @Test
  @Order(2)
  void redisIsAmongThem() {
    assumeTrue(redis.isPresent(), "there is no redis-server on this machine");
    assertThat(STORES).containsKey("redis");
  }

  @Test
  @Order(3)
  void aRefusedRowWaitsUntilItIsTaken() throws Exception {
    webhook.refuse("not me");
    shop.execute(
        "INSERT INTO shop.all_types (id, note) VALUES (7001, 'me'), (7002, 'not me'), (7003,"
            + " 'me')");
    Wait.until(
        QUICK,
        () -> {
          JsonNode seen = rig.pipeline("to-webhook");
          assertThat(seen.at("/deadLetters/count").asLong()).as(seen.toString()).isPositive();
          assertThat(seen.at("/status/reason").asText()).contains("it answers 422");
        });
    assertThat(webhook.rows()).containsKeys(7001L, 7003L).doesNotContainKey(7002L);
    webhook.refuse("");
    Command replay = rig.run("pipeline dead-letters", "to-webhook", "--replay");
    assertThat(replay.output()).contains("to be tried again");
    awaitEqual(QUICK);
  }

  @Test
  @Order(4)
  void whatKeepsRowsAwayIsSaid() throws Exception {
    webhook.lockOut("another");
    shop.execute("INSERT INTO shop.all_types (id) VALUES (8001)");
    Wait.until(
        QUICK,
        () ->
            assertThat(rig.pipeline("to-webhook").at("/status/reason").asText())
                .contains("it answers 401: it does not let us in"));
    webhook.lockOut("s3cret");
    awaitEqual(QUICK);
  }

  @Test
  @Order(5)
  void whatDoesNotFitAStoreIsRefusedAtItsField() throws Exception {
    HttpResponse<String> answer =
        rig.api()
            .call(
                "PUT",
                rig.installPath() + "/pipelines/wrong",
                rig.apiKey(),
                """
                {"source": "topic", "destination": "topic", "deletes": "HARD",
                 "tables": [{"source": "shop.all_types", "destination": "not a topic"}]}
                """);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"source\"", "cannot be a source")
        .contains("tables[0].destination", "is not a topic");
  }

  private interface Disturbance {
    void run() throws Exception;
  }

  private static void whileRowsAreWritten(Disturbance disturbance) throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Exception> failures = new ArrayList<>();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Connection own = shop.connection();
                      Statement sql = own.createStatement()) {
                    for (long id = 10_000; writing.get(); id++) {
                      sql.execute(
                          "INSERT INTO all_types (id, name, zoned) VALUES ("
                              + id
                              + ", 'é', now())");
                      sql.execute("UPDATE all_types SET note = 'again' WHERE id = " + (id - 5));
                      sql.execute("DELETE FROM all_types WHERE id = " + (id - 9));
                      TimeUnit.MILLISECONDS.sleep(20);
                    }
                  } catch (SQLException | InterruptedException e) {
                    failures.add(e);
                  }
                });
    try {
      disturbance.run();
    } finally {
      writing.set(false);
      writer.join();
    }
    assertThat(failures).isEmpty();
  }

  private static void awaitEqual(Duration limit) throws Exception {
    SortedMap<Long, Map<String, String>> expected = shop.rows(TABLE);
    for (Map.Entry<String, Destination> store : STORES.entrySet()) {
      Wait.until(
          limit,
          () ->
              assertThat(differences(expected, store.getValue().rows()))
                  .as(store.getKey())
                  .isEmpty());
    }
  }

  private static List<String> differences(
      SortedMap<Long, Map<String, String>> expected, Map<Long, JsonNode> actual)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    TreeMap<Long, JsonNode> foreign = new TreeMap<>(actual);
    foreign.keySet().removeAll(expected.keySet());
    foreign.keySet().forEach(key -> differences.add(key + " should not be there"));
    for (Map.Entry<Long, Map<String, String>> row : expected.entrySet()) {
      JsonNode found = actual.get(row.getKey());
      if (found == null) {
        differences.add(row.getKey() + " is missing");
        continue;
      }
      for (Map.Entry<String, String> value : row.getValue().entrySet()) {
        // A row from before the column was added has none, which is NULL.
        String other = words(value.getKey(), found.path(value.getKey()));
        if (!value.getValue().equals(other)) {
          differences.add(
              row.getKey() + "." + value.getKey() + ": " + value.getValue() + " is " + other);
        }
      }
    }
    return differences.subList(0, Math.min(differences.size(), 20));
  }

  private static String words(String column, JsonNode value) throws SQLException {
    if (value.isNull() || value.isMissingNode()) {
      return "NULL";
    }
    if (column.equals("bytes")) {
      return HexFormat.of().formatHex(Base64.getDecoder().decode(value.asText()));
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "1" : "0";
    }
    return value.isContainerNode() ? value.toString() : Words.of(value.asText());
  }
}
