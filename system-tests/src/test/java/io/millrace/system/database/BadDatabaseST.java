package io.millrace.system.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.Wait;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A user's own database that is not as it must be: each time it is said what happened, why and
/// what to do, nothing is left behind in the database, and once it is mended rows flow.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadDatabaseST {

  private static final Duration SAID = Duration.ofSeconds(45);
  private static final String PASSWORD = "right";

  private static EmbeddedPostgres logical;
  private static EmbeddedPostgres replica;
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    logical = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
    replica = EmbeddedPostgres.builder().setServerConfig("wal_level", "replica").start();
    for (EmbeddedPostgres each : new EmbeddedPostgres[] {logical, replica}) {
      askForPasswords(each);
      execute(each, "CREATE ROLE shop LOGIN REPLICATION PASSWORD '" + PASSWORD + "'");
      execute(each, "GRANT ALL ON SCHEMA public TO shop");
      execute(each, "GRANT CREATE ON DATABASE postgres TO shop");
      execute(each, "CREATE TABLE items (id bigint PRIMARY KEY, name text)");
      execute(each, "INSERT INTO items SELECT n, 'item ' || n FROM generate_series(1, 500) n");
      execute(each, "CREATE TABLE keyless (id bigint, name text)");
      execute(each, "ALTER TABLE items OWNER TO shop");
      execute(each, "ALTER TABLE keyless OWNER TO shop");
    }
    execute(logical, "CREATE DATABASE arrived OWNER shop");
    rig = Rig.prepare();
  }

  @AfterAll
  static void stop() throws Exception {
    rig.close();
    logical.close();
    replica.close();
  }

  @Test
  @Order(1)
  void aWrongPasswordEndsUpWithTheReason() throws Exception {
    Command up = rig.run("up", wish("shop:wrong@127.0.0.1:" + logical.getPort(), "public.items"));
    assertThat(up.exitCode()).as(up.output()).isEqualTo(1);
    assertThat(up.output())
        .contains("refused the password of the user shop")
        .contains("ALTER ROLE \"shop\" PASSWORD")
        .doesNotContain("wrong");
    nothingIsLeftBehind();
  }

  @Test
  @Order(2)
  void aWrongPortIsNamed() throws Exception {
    said(
        "shop:right@127.0.0.1:1",
        "public.items",
        "Nothing listens at 127.0.0.1:1",
        "Start PostgreSQL there, correct hostname and port");
  }

  @Test
  @Order(3)
  void aWrongHostIsNamed() throws Exception {
    said(
        "shop:right@no-such-host.invalid:5432",
        "public.items",
        "No address is known for the host no-such-host.invalid",
        "Correct the connector's hostname");
  }

  @Test
  @Order(4)
  void aUrlThatIsNoneIsRefusedBeforeAnythingChanges() throws Exception {
    String before = rig.settings().toString();
    Command up =
        rig.run(
            "up",
            "--source-url",
            "mysql://shop:right@127.0.0.1/shop",
            "--source-table",
            "public.items",
            "--destination-url",
            "postgres://shop:right@127.0.0.1/arrived");
    assertThat(up.exitCode()).as(up.output()).isEqualTo(2);
    assertThat(up.output()).contains("postgres://user:password@host:port/database");
    assertThat(rig.settings()).hasToString(before);
  }

  @Test
  @Order(5)
  void aTableWithoutAPrimaryKeyIsNamedWithTheStatementThatMendsIt() throws Exception {
    said(
        "shop:right@127.0.0.1:" + logical.getPort(),
        "public.keyless",
        "public.keyless has no primary key",
        "ALTER TABLE \"public\".\"keyless\" ADD PRIMARY KEY");
  }

  @Test
  @Order(6)
  void aServerWithoutLogicalDecodingIsNamedWithTheStatementThatMendsIt() throws Exception {
    said(
        "shop:right@127.0.0.1:" + replica.getPort(),
        "public.items",
        "wal_level is \"replica\"",
        "ALTER SYSTEM SET wal_level = logical");
  }

  @Test
  @Order(7)
  void onceAllIsRightTheRowsArrive() throws Exception {
    Command up = rig.run("up", wish("shop:right@127.0.0.1:" + logical.getPort(), "public.items"));
    assertThat(up.exitCode()).as(up.output()).isZero();
    Wait.until(Duration.ofSeconds(60), () -> assertThat(arrived()).isEqualTo(500));
    execute(logical, "INSERT INTO items VALUES (501, 'one more')");
    execute(logical, "DELETE FROM items WHERE id <= 100");
    Wait.until(Duration.ofSeconds(30), () -> assertThat(arrived()).isEqualTo(401));
  }

  /// The server of the tests lets everybody in otherwise.
  private static void askForPasswords(EmbeddedPostgres server) throws Exception {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW hba_file")) {
      row.next();
      Path file = Path.of(row.getString(1));
      Files.writeString(
          file, "host all,replication shop 127.0.0.1/32 scram-sha-256\n" + Files.readString(file));
    }
    execute(server, "SELECT pg_reload_conf()");
  }

  private static String[] wish(String source, String table) {
    return new String[] {
      "--source-url", "postgres://" + source + "/postgres",
      "--source-table", table,
      "--destination-url", "postgres://shop:right@127.0.0.1:" + logical.getPort() + "/arrived"
    };
  }

  private static void said(String source, String table, String why, String nextStep)
      throws Exception {
    String[] wish = wish(source, table);
    String[] options = new String[wish.length + 1];
    options[0] = "--no-wait";
    System.arraycopy(wish, 0, options, 1, wish.length);
    Command up = rig.run("up", options);
    assertThat(up.exitCode()).as(up.output()).isZero();
    Wait.until(
        SAID,
        () -> {
          JsonNode status = rig.pipelines().path(0).path("status");
          assertThat(status.path("state").asText()).as(status.toString()).isNotEqualTo("RUNNING");
          assertThat(status.path("reason").asText()).contains(why);
          assertThat(status.path("nextStep").asText()).contains(nextStep);
        });
    nothingIsLeftBehind();
  }

  /// A slot that nobody reads would keep the server's log until its disk is full.
  private static void nothingIsLeftBehind() throws SQLException {
    for (EmbeddedPostgres each : new EmbeddedPostgres[] {logical, replica}) {
      assertThat(count(each, "postgres", "pg_replication_slots")).isZero();
      assertThat(count(each, "postgres", "pg_publication")).isZero();
    }
  }

  private static long arrived() throws SQLException {
    return count(logical, "arrived", "public.items");
  }

  private static long count(EmbeddedPostgres server, String database, String table)
      throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
