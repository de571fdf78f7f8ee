package io.millrace.system.confidential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.Processes;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.Wait;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A marked password and marked rows go through a pipeline that works, while the runner changes its
/// sealing key, and one that fails on such a row; then everything that the control plane has is
/// searched for the marks: its database, its files and logs, what its API answers, and its memory.
class NothingConfidentialArrivesST {

  private static final String PASSWORD = "pW7zKqMark3rVx9TnYb2Lc";
  private static final String VALUE = "vA1uEmArk5QhJ8sGd4WfRk";
  private static final String KEY = "kEyMaRk6ZtPo0HnUj7CxEw";
  private static final List<Marks> MARKS =
      List.of(
          new Marks("the password", PASSWORD),
          new Marks("a row's value", VALUE),
          new Marks("a row's key", KEY));

  @Test
  void marksAreNowhereInTheControlPlane() throws Exception {
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
        Rig rig = Rig.prepare()) {
      prepare(server);
      String url = "postgres://shop:" + PASSWORD + "@127.0.0.1:" + server.getPort();
      Command up =
          rig.run(
              "up",
              "--source-url",
              url + "/postgres",
              "--source-table",
              "public.items",
              "--destination-url",
              url + "/arrived",
              "--destination-table",
              "public.items");
      assertThat(up.exitCode()).as(up.output()).isZero();
      Wait.until(Duration.ofSeconds(90), () -> assertThat(arrived(server)).isEqualTo(1));
      changeTheSealingKey(rig, server);
      execute(server, "arrived", "ALTER TABLE items ADD CHECK (name NOT LIKE 'refused%')");
      execute(
          server, "postgres", "INSERT INTO items VALUES ('" + KEY + "2', 'refused " + VALUE + "')");
      awaitState(rig, "DEGRADED");
      List<String> found = new ArrayList<>();
      searchDatabase(rig, found);
      searchApi(rig, found);
      searchFiles(rig, found);
      searchMemory(rig, found);
      assertThat(found).isEmpty();
    }
  }

  /// Rows flow with what is sealed to the older key, also after the runner was killed; entered
  /// again it is sealed to the new one, and the older one goes.
  private static void changeTheSealingKey(Rig rig, EmbeddedPostgres server) throws Exception {
    Command rotated = rig.run("runner rotate-key");
    assertThat(rotated.output())
        .contains("Secrets are sealed to another key now.")
        .contains("The password of orders-source is sealed to an older key of the runner.");
    rig.kill("runner");
    execute(server, "postgres", "INSERT INTO items VALUES ('" + KEY + "1', '" + VALUE + "')");
    Wait.until(
        Duration.ofSeconds(30),
        () -> {
          assertThat(arrived(server)).isEqualTo(2);
          assertThat(rig.pipeline("orders").at("/status/state").asText()).isEqualTo("RUNNING");
        });
    assertThat(sealed(rig)).containsOnly("OLDER_KEY");
    Path folder = Files.createTempDirectory("millrace-code");
    assertThat(rig.run("export", "-o", folder.toString()).exitCode()).isZero();
    for (String connector : List.of("orders-source", "orders-destination")) {
      Path file = folder.resolve("connectors/" + connector + ".yaml");
      String secret = "secrets:\n  password:\n    value: " + PASSWORD + "\n";
      Files.writeString(file, Files.readString(file).replaceFirst("(?s)secrets:.*", secret));
    }
    Command applied = rig.run("apply", "-f", folder.toString());
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    Wait.until(
        Duration.ofSeconds(20),
        () -> {
          assertThat(sealed(rig)).containsOnly("PRESENT_KEY");
          assertThat(shown(rig).at("/sealingKey/olderKeyIds")).isEmpty();
          assertThat(shown(rig).path("problems")).isEmpty();
        });
  }

  private static JsonNode shown(Rig rig) throws Exception {
    return rig.api().get(rig.installPath(), rig.apiKey());
  }

  private static List<String> sealed(Rig rig) throws Exception {
    return shown(rig).path("connectors").findValuesAsText("sealedTo");
  }

  private static void prepare(EmbeddedPostgres server) throws Exception {
    execute(server, "postgres", "CREATE ROLE shop LOGIN REPLICATION PASSWORD '" + PASSWORD + "'");
    execute(server, "postgres", "GRANT ALL ON SCHEMA public TO shop");
    execute(server, "postgres", "GRANT CREATE ON DATABASE postgres TO shop");
    execute(server, "postgres", "CREATE TABLE items (id text PRIMARY KEY, name text)");
    execute(server, "postgres", "ALTER TABLE items OWNER TO shop");
    execute(server, "postgres", "INSERT INTO items VALUES ('" + KEY + "', '" + VALUE + "')");
    execute(server, "postgres", "CREATE DATABASE arrived OWNER shop");
  }

  private static long arrived(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", "arrived").getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM items")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void search(String text, String place, List<String> found) {
    MARKS.forEach(mark -> found.addAll(mark.in(text, place)));
  }

  private static void search(Path file, List<String> found) throws IOException {
    for (Marks mark : MARKS) {
      found.addAll(mark.in(file));
    }
  }

  private static void searchDatabase(Rig rig, List<String> found) throws Exception {
    try (Connection connection = rig.controlPlaneDatabase();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      assertThat(tables).contains("connectors", "audit_entries", "observed_states");
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (row.next()) {
            search(row.getString(1), "the table " + table, found);
          }
        }
      }
    }
  }

  private static void awaitState(Rig rig, String state) {
    Wait.until(
        Duration.ofSeconds(60),
        () -> assertThat(rig.pipeline("orders").at("/status/state").asText()).isEqualTo(state));
  }

  private static void searchApi(Rig rig, List<String> found) throws Exception {
    String key = rig.apiKey();
    String install = rig.installPath();
    for (String path : List.of("", "/connectors", "/pipelines")) {
      search(rig.api().get(install + path, key).toString(), "the API's " + path, found);
    }
  }

  private static void searchFiles(Rig rig, List<String> found) throws IOException {
    for (String folder : List.of("control-plane", "logs")) {
      try (Stream<Path> files = Files.walk(rig.home().resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          search(file, found);
        }
      }
    }
  }

  /// Dead objects, too: what was there a moment ago has been there.
  private static void searchMemory(Rig rig, List<String> found) throws Exception {
    long pid = Processes.named(rig.home(), "control-plane").getFirst().pid();
    Path dump = rig.home().resolve("control-plane.hprof");
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.heap_dump",
                "-all",
                dump.toString())
            .redirectErrorStream(true)
            .redirectOutput(rig.home().resolve("jcmd.out").toFile())
            .start();
    assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(dump).exists();
    search(dump, found);
    assertThat(new Marks("the install", "orders-source").in(dump))
        .as("what is known to be in memory is found there")
        .isNotEmpty();
  }
}
