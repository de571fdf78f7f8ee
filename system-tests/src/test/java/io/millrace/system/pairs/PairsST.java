package io.millrace.system.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.system.rig.Api;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharedRig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each source with each destination: every kind of change, every awkward type, other columns while
/// rows flow, and crashes in between. In the end source and destination are equal, value by value.
@SharesMillrace
class PairsST {

  private static final Duration SLOW = Duration.ofMinutes(4);
  private static final Duration QUICK = Duration.ofSeconds(90);

  private static Rig rig;
  private static Api api;
  private static String install;
  private static PostgresStore warehouse;
  private static PostgresStore shop;
  private static MariaDbStore maria;
  private static MariaDbStore mariaWarehouse;
  private static IcebergStore lake;

  @BeforeAll
  static void start(Rig shared) throws Exception {
    rig = shared;
    api = rig.api();
    install = rig.installPath();
    shop = new PostgresStore();
    warehouse = new PostgresStore();
    maria = new MariaDbStore();
    mariaWarehouse = new MariaDbStore();
    lake = new IcebergStore(warehouse, rig);
    put("/connectors/shop", shop.connector());
    put("/connectors/maria", maria.connector());
    put("/connectors/warehouse", warehouse.connector());
    put("/connectors/mariawarehouse", mariaWarehouse.connector());
    put("/connectors/lake", lake.connector());
  }

  @AfterAll
  static void stop() throws Exception {
    SharedRig.empty(rig);
    for (Store store : List.of(lake, shop, warehouse, maria, mariaWarehouse)) {
      store.close();
    }
  }

  private static void put(String path, String body) throws Exception {
    HttpResponse<String> answer = api.call("PUT", install + path, rig.apiKey(), body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void fromPostgres() throws Exception {
    play("shop", shop, shop.connection(), new PostgresScript());
  }

  @Test
  void fromMariaDb() throws Exception {
    play("maria", maria, maria.connection(), new MariaDbScript());
  }

  private static void play(String name, Store source, Connection connection, Script script)
      throws Exception {
    Map<String, Store> destinations = new LinkedHashMap<>();
    destinations.put("warehouse", warehouse);
    destinations.put("mariawarehouse", mariaWarehouse);
    destinations.put("lake", lake);
    String table = name + "_all";
    try (connection;
        Statement sql = connection.createStatement()) {
      run(sql, script.create(table));
      for (String destination : destinations.keySet()) {
        put(
            "/pipelines/" + name + "-" + destination,
            """
            {"source": "%s", "destination": "%s", "tags": ["pairs"],
             "tables": [{"source": "%s", "destination": "%s"}]}
            """
                .formatted(name, destination, source.qualified(table), "shop." + table));
      }
      awaitEqual(source, destinations, table, SLOW);
      run(sql, script.changes(table));
      awaitEqual(source, destinations, table, QUICK);
      crashes(script, table, destinations);
      run(sql, script.otherColumns(table));
      awaitEqual(source, destinations, table, SLOW);
      run(sql, List.of("TRUNCATE TABLE " + table, script.insert(table, 900_001)));
      awaitEqual(source, destinations, table, QUICK);
    }
    for (String destination : destinations.keySet()) {
      HttpResponse<String> answer =
          api.call("DELETE", install + "/pipelines/" + name + "-" + destination, rig.apiKey(), "");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
  }

  /// Worker, connector and destinations end while rows are written.
  private static void crashes(Script script, String table, Map<String, Store> destinations)
      throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Exception> failures = new ArrayList<>();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Connection own = script.connect();
                      Statement sql = own.createStatement()) {
                    for (long id = 10_000; writing.get(); id++) {
                      sql.execute(script.insert(table, id));
                      sql.execute("UPDATE " + table + " SET note = 'again' WHERE id = " + (id - 5));
                      sql.execute("DELETE FROM " + table + " WHERE id = " + (id - 9));
                      TimeUnit.MILLISECONDS.sleep(20);
                    }
                  } catch (SQLException | InterruptedException e) {
                    failures.add(e);
                  }
                });
    try {
      rig.kill("connect");
      for (Map.Entry<String, Store> destination : destinations.entrySet()) {
        TimeUnit.SECONDS.sleep(3);
        destination.getValue().crash();
      }
      for (JsonNode pipeline : api.get(install + "/pipelines", rig.apiKey())) {
        api.call(
            "POST",
            install + "/pipelines/" + pipeline.path("name").asText() + "/restart",
            rig.apiKey(),
            "");
      }
      TimeUnit.SECONDS.sleep(3);
    } finally {
      writing.set(false);
      writer.join();
    }
    assertThat(failures).isEmpty();
  }

  private static void run(Statement sql, List<String> statements) throws SQLException {
    for (String statement : statements) {
      sql.execute(statement);
    }
  }

  /// Whatever the source has, each destination has; columns that the source has no longer may stay
  /// there.
  private static void awaitEqual(
      Store source, Map<String, Store> destinations, String table, Duration limit)
      throws Exception {
    SortedMap<Long, Map<String, String>> expected = source.rows(table);
    assertThat(expected).isNotEmpty();
    for (Map.Entry<String, Store> destination : destinations.entrySet()) {
      Wait.until(
          limit,
          () ->
              assertThat(differences(expected, destination.getValue().rows(table)))
                  .as("%s in %s", table, destination.getKey())
                  .isEmpty());
    }
  }

  private static List<String> differences(
      SortedMap<Long, Map<String, String>> expected, SortedMap<Long, Map<String, String>> actual) {
    List<String> differences = new ArrayList<>();
    SortedMap<Long, Map<String, String>> foreign = new TreeMap<>(actual);
    foreign.keySet().removeAll(expected.keySet());
    foreign.keySet().forEach(key -> differences.add(key + " should not be there"));
    expected.forEach(
        (key, row) -> {
          Map<String, String> found = actual.get(key);
          if (found == null) {
            differences.add(key + " is missing");
            return;
          }
          row.forEach(
              (column, value) -> {
                String other = found.getOrDefault(column, "no such column");
                if (!value.equals(other)) {
                  differences.add(key + "." + column + ": " + brief(value) + " is " + brief(other));
                }
              });
        });
    return differences.subList(0, Math.min(differences.size(), 20));
  }

  private static String brief(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "… " + value.length() : value;
  }

  /// What a source's tables are put through, in its own SQL.
  private interface Script {
    List<String> create(String table);

    String insert(String table, long id);

    List<String> changes(String table);

    List<String> otherColumns(String table);

    Connection connect() throws SQLException;
  }

  private static final class PostgresScript implements Script {
    @Override
    public Connection connect() throws SQLException {
      return shop.connection();
    }

    @Override
    public List<String> create(String table) {
      return List.of(
          "CREATE TYPE mood AS ENUM ('fine', 'sad é')",
          "CREATE TABLE "
              + table
              + """
               (id bigint PRIMARY KEY, small smallint, whole integer, big bigint, rl real,
                dbl double precision, exact numeric(30,10), free numeric, flag boolean, fixed char(5),
                name varchar(50), note text DEFAULT 'none', bytes bytea, bits bit(12), day date,
                clock time(6), moment timestamp(6), zoned timestamptz(6), js json, jsb jsonb, uid uuid,
                numbers int[], words text[], feeling mood, net inet, doc xml)
              """,
          "INSERT INTO "
              + table
              + """
               VALUES (1, -32768, 2147483647, 9223372036854775807, 1.5, 0.1,
                12345678901234567890.0123456789, 123456789012345678901234567890.5, true, 'ab',
                'héllo 🎉', 'text', '\\x00deadbeefff', b'101010101010', '2024-02-29',
                '23:59:59.123456', '2024-02-29 23:59:59.123456', '2024-02-29 23:59:59.654321+02',
                '{"a": 1}', '{"b": [1, 2]}', '123e4567-e89b-12d3-a456-426614174000', '{1,NULL,3}',
                '{a,"b\\"c",NULL}', 'sad é', '10.0.0.1/8', '<a>é</a>')
              """,
          "INSERT INTO " + table + " (id) VALUES (2)",
          "INSERT INTO " + table + " (id, note, name) VALUES (3, NULL, '')",
          "INSERT INTO " + table + " (id, note) VALUES (4, repeat('x🎉', 250000))",
          "INSERT INTO " + table + " (id, free, day) VALUES (5, 'NaN', '0001-01-01')",
          "INSERT INTO "
              + table
              + " (id, name) SELECT n, 'n' || n FROM generate_series(100, 600) n");
    }

    @Override
    public String insert(String table, long id) {
      return "INSERT INTO "
          + table
          + " (id, exact, name, zoned, jsb) VALUES ("
          + id
          + ", 12.5, 'é', now(), '{\"n\": "
          + id
          + "}')";
    }

    @Override
    public List<String> changes(String table) {
      return List.of(
          "UPDATE "
              + table
              + " SET note = NULL, exact = -0.0000000001, numbers = '{}' WHERE id = 1",
          "UPDATE " + table + " SET name = upper(name) WHERE id BETWEEN 100 AND 300",
          "UPDATE " + table + " SET id = 1000 WHERE id = 100",
          "UPDATE " + table + " SET name = 'the long note stays' WHERE id = 4",
          "DELETE FROM " + table + " WHERE id BETWEEN 400 AND 500",
          insert(table, 2_000));
    }

    @Override
    public List<String> otherColumns(String table) {
      return List.of(
          "ALTER TABLE " + table + " ADD COLUMN added numeric(9,2) DEFAULT 7.25",
          insert(table, 3_000),
          "UPDATE " + table + " SET added = 8 WHERE id = 3000",
          "ALTER TABLE " + table + " DROP COLUMN net",
          insert(table, 3_001),
          "ALTER TABLE " + table + " RENAME COLUMN rl TO ratio",
          "UPDATE " + table + " SET ratio = 2.5, added = 9.5",
          "ALTER TABLE " + table + " ALTER COLUMN whole TYPE bigint",
          "ALTER TABLE " + table + " ALTER COLUMN exact TYPE numeric(38,10)",
          "UPDATE " + table + " SET whole = 9000000000 WHERE id = 3001");
    }
  }

  private static final class MariaDbScript implements Script {
    @Override
    public Connection connect() throws SQLException {
      return maria.connection();
    }

    @Override
    public List<String> create(String table) {
      return List.of(
          "CREATE TABLE "
              + table
              + """
               (id bigint PRIMARY KEY, tiny tinyint, flag tinyint(1), small smallint unsigned,
                medium mediumint, whole int unsigned, big bigint unsigned, exact decimal(30,10),
                rl float, dbl double, onebit bit(1), bits bit(12), fixed char(5),
                name varchar(50) DEFAULT 'none', note longtext, js json, bytes varbinary(20),
                large longblob, feeling enum('fine', 'sad é'), many set('x', 'y'), day date,
                span time(6), moment datetime(6), zoned timestamp(6) NULL, born year)
              """,
          "INSERT INTO "
              + table
              + """
               VALUES (1, -128, 1, 65535, -8388608, 4294967295, 18446744073709551615,
                12345678901234567890.0123456789, 1.5, 0.1, b'1', b'101010101010', 'ab', 'héllo 🎉',
                'text', '{"a": [1,2]}', x'00ff10', x'deadbeef', 'sad é', 'x,y', '2024-02-29',
                '-123:34:56.123456', '2024-02-29 23:59:59.123456', '2024-02-29 23:59:59.654321', 2024)
              """,
          "INSERT INTO " + table + " (id) VALUES (2)",
          "INSERT INTO " + table + " (id, note, name) VALUES (3, '', NULL)",
          "INSERT INTO " + table + " (id, note) VALUES (4, repeat('x🎉', 250000))",
          "INSERT INTO " + table + " (id, name) SELECT seq, concat('n', seq) FROM seq_100_to_600");
    }

    @Override
    public String insert(String table, long id) {
      return "INSERT INTO "
          + table
          + " (id, exact, name, zoned, js) VALUES ("
          + id
          + ", 12.5, 'é', now(6), '{\"n\": "
          + id
          + "}')";
    }

    @Override
    public List<String> changes(String table) {
      return List.of(
          "UPDATE " + table + " SET note = NULL, exact = -0.0000000001 WHERE id = 1",
          "UPDATE " + table + " SET name = upper(name) WHERE id BETWEEN 100 AND 300",
          "UPDATE " + table + " SET id = 1000 WHERE id = 100",
          "UPDATE " + table + " SET name = 'the long note stays' WHERE id = 4",
          "DELETE FROM " + table + " WHERE id BETWEEN 400 AND 500",
          insert(table, 2_000));
    }

    @Override
    public List<String> otherColumns(String table) {
      return List.of(
          "ALTER TABLE " + table + " ADD COLUMN added decimal(9,2) DEFAULT 7.25",
          insert(table, 3_000),
          "UPDATE " + table + " SET added = 8 WHERE id = 3000",
          "ALTER TABLE " + table + " DROP COLUMN many",
          insert(table, 3_001),
          "ALTER TABLE " + table + " RENAME COLUMN rl TO ratio",
          "UPDATE " + table + " SET ratio = 2.5, added = 9.5",
          "ALTER TABLE " + table + " MODIFY small int unsigned",
          "ALTER TABLE " + table + " MODIFY exact decimal(38,10)",
          "UPDATE " + table + " SET small = 4000000000 WHERE id = 3001");
    }
  }
}
