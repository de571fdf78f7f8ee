package io.millrace.system.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.system.confidential.Marks;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.OwnRunner;
import io.millrace.system.rig.Processes;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.Wait;
import io.millrace.system.wire.Connections;
import io.millrace.system.wire.Http2;
import io.millrace.system.wire.RunnerWire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Marked rows go from each source to each destination, with marked passwords, while everything
/// that the runner says is kept in the clear, and every connection of the data plane is noted. No
/// mark leaves, and nothing goes anywhere but to the databases and the control plane. Plugins are
/// fetched at their first use, by a program that knows nothing of the data plane.
class CanaryST {

  private static final Duration SLOW = Duration.ofMinutes(4);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final String PASSWORD = "pWcAnArY7zKq3rVx9TnYb2Lc";
  private static final String VALUE = "vAcAnArY1uEk5QhJ8sGd4WfR";
  private static final String KEY = "kEcAnArY6ZtPo0HnUj7CxEwM";

  /// Names of tables do leave: it shows that what leaves is seen.
  private static final String TABLE = "tacanary4names";

  private static final List<Marks> MARKS =
      List.of(
          new Marks("the password", PASSWORD),
          new Marks("a row's value", VALUE),
          new Marks("a row's key", KEY));

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  @Test
  void theSearchFindsAMarkInEveryForm() throws Exception {
    String hidden = "before " + VALUE + " after";
    byte[] plain = hidden.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(plain);
    }
    Map<String, byte[]> forms = new TreeMap<>();
    forms.put("plain", plain);
    forms.put("UTF-16", hidden.getBytes(StandardCharsets.UTF_16LE));
    forms.put("hex", HexFormat.of().formatHex(plain).getBytes(StandardCharsets.UTF_8));
    forms.put(
        "upper hex",
        HexFormat.of().withUpperCase().formatHex(plain).getBytes(StandardCharsets.UTF_8));
    forms.put(
        "reversed",
        new StringBuilder(hidden).reverse().toString().getBytes(StandardCharsets.UTF_8));
    for (int before = 0; before < 3; before++) {
      String shifted = "x".repeat(before) + hidden;
      forms.put(
          "Base64 " + before, Base64.getEncoder().encode(shifted.getBytes(StandardCharsets.UTF_8)));
    }
    forms.put("gzip", zipped.toByteArray());
    forms.put("zlib", deflated.toByteArray());
    Marks marks = new Marks("a mark", VALUE);
    forms.forEach((form, bytes) -> assertThat(marks.in(bytes, form)).as(form).isNotEmpty());
    assertThat(marks.in("nothing of it".getBytes(StandardCharsets.UTF_8), "another")).isEmpty();
  }

  @Test
  void noMarkLeavesOnAnyPair() throws Exception {
    try (Rig rig = Rig.up("--no-demo");
        PostgresStore shop = new PostgresStore();
        PostgresStore warehouse = new PostgresStore();
        MariaDbStore maria = new MariaDbStore();
        MariaDbStore mariaWarehouse = new MariaDbStore();
        IcebergStore lake = new IcebergStore(warehouse, rig);
        RunnerWire wire = new RunnerWire(rig)) {
      Map<String, Store> sources = Map.of("shop", shop, "maria", maria);
      Map<String, Store> destinations =
          Map.of("warehouse", warehouse, "mariawarehouse", mariaWarehouse, "lake", lake);
      for (PostgresStore store : List.of(shop, warehouse)) {
        store.execute("CREATE ROLE marked SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'");
      }
      for (MariaDbStore store : List.of(maria, mariaWarehouse)) {
        store.execute(
            "CREATE USER marked@'%' IDENTIFIED BY '" + PASSWORD + "'",
            "GRANT ALL ON *.* TO marked@'%'");
      }
      rig.freezeHost();
      rig.kill("runner");
      Set<Integer> allowed = new TreeSet<>(Set.of(wire.port()));
      for (Store store : List.of(shop, warehouse, maria, mariaWarehouse)) {
        allowed.add(JSON.readTree(store.connector()).at("/config/port").asInt());
      }
      try (OwnRunner runner =
              OwnRunner.start(
                  rig, rig.home().resolve("runner"), "", List.of(), "localhost:" + wire.port());
          Watch watch = new Watch(rig, runner, allowed)) {
        play(rig, sources, destinations);
        assertThat(watch.elsewhere()).isEmpty();
        assertThat(watch.allowedSeen()).contains(wire.port()).hasSizeGreaterThan(3);
        search(wire);
      } finally {
        rig.thawHost();
      }
    }
  }

  private static void play(Rig rig, Map<String, Store> sources, Map<String, Store> destinations)
      throws Exception {
    run(
        sources,
        "CREATE TABLE "
            + TABLE
            + " (id bigint NOT NULL, code varchar(60) NOT NULL, note text, PRIMARY KEY (id, code))",
        insert(1, VALUE),
        insert(2, VALUE),
        insert(3, VALUE));
    apply(rig, sources, destinations);
    await(destinations, sources, SLOW, 3);
    Command tested = rig.run("connector test", "shop", "--table", "shop." + TABLE);
    assertThat(tested.output()).contains("✔ login");

    run(
        sources,
        "UPDATE " + TABLE + " SET note = 'again " + VALUE + "' WHERE id = 1",
        "DELETE FROM " + TABLE + " WHERE id = 2",
        "ALTER TABLE " + TABLE + " ADD COLUMN extra text",
        insert(4, VALUE),
        "UPDATE " + TABLE + " SET extra = '" + VALUE + "' WHERE id = 4");
    // A column was added: six pipelines look at their tables again, and two of them begin anew.
    await(destinations, sources, SLOW, 3);

    // A row that is refused, which databases, drivers and connectors tell with its values.
    for (String destination : List.of("warehouse", "mariawarehouse")) {
      try (Connection connection = connection(destinations.get(destination));
          Statement statement = connection.createStatement()) {
        for (String source : sources.keySet()) {
          statement.execute(
              "ALTER TABLE "
                  + source
                  + "_"
                  + TABLE
                  + " ADD CONSTRAINT "
                  + source
                  + "_refusing CHECK (note NOT LIKE 'refused%')");
        }
      }
    }
    run(sources, insert(5, "refused " + VALUE));
    Wait.until(
        LIMIT,
        () -> {
          for (JsonNode pipeline : rig.pipelines()) {
            boolean refuses = !pipeline.path("name").asText().endsWith("lake");
            assertThat(pipeline.at("/status/state").asText().equals("RUNNING"))
                .as(pipeline.toString())
                .isEqualTo(!refuses);
          }
        });
    run(sources, "TRUNCATE TABLE " + TABLE);
    Wait.until(LIMIT, () -> assertThat(destinations.get("lake").rows("shop_" + TABLE)).isEmpty());
    // What a worker that dies says is also said.
    rig.kill("connect");
    TimeUnit.SECONDS.sleep(5);
  }

  private static String insert(int id, String note) {
    return "INSERT INTO "
        + TABLE
        + " (id, code, note) VALUES ("
        + id
        + ", '"
        + KEY
        + "', '"
        + note
        + "')";
  }

  private static Connection connection(Store store) throws Exception {
    return switch (store) {
      case PostgresStore postgres -> postgres.connection();
      case MariaDbStore maria -> maria.connection();
      default -> throw new IllegalArgumentException(store.toString());
    };
  }

  private static void run(Map<String, Store> stores, String... statements) throws Exception {
    for (Store store : stores.values()) {
      try (Connection connection = connection(store);
          Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    }
  }

  /// JSON is YAML.
  private static void apply(Rig rig, Map<String, Store> sources, Map<String, Store> destinations)
      throws Exception {
    List<String> documents = new ArrayList<>();
    Map<String, Store> all = new TreeMap<>(sources);
    all.putAll(destinations);
    for (Map.Entry<String, Store> each : all.entrySet()) {
      ObjectNode connector = (ObjectNode) JSON.readTree(each.getValue().connector());
      connector.put("kind", "Connector").put("name", each.getKey());
      ((ObjectNode) connector.path("config")).put("username", "marked");
      connector.putObject("secrets").putObject("password").put("value", PASSWORD);
      documents.add(connector.toString());
    }
    for (Map.Entry<String, Store> source : sources.entrySet()) {
      for (String destination : destinations.keySet()) {
        ObjectNode pipeline = JSON.createObjectNode();
        pipeline.put("kind", "Pipeline").put("name", source.getKey() + "-" + destination);
        pipeline.put("source", source.getKey()).put("destination", destination);
        pipeline
            .putArray("tables")
            .addObject()
            .put("source", source.getValue().qualified(TABLE))
            .put("destination", "shop." + source.getKey() + "_" + TABLE);
        documents.add(pipeline.toString());
      }
    }
    Path file = folder.resolve("canary.yaml");
    Files.writeString(file, String.join("\n---\n", documents));
    Command applied = rig.run("apply", "-f", file.toString());
    assertThat(applied.exitCode()).as(applied.output()).isZero();
  }

  private static void await(
      Map<String, Store> destinations, Map<String, Store> sources, Duration limit, int rows) {
    Wait.until(
        limit,
        () -> {
          for (Map.Entry<String, Store> destination : destinations.entrySet()) {
            for (Map.Entry<String, Store> source : sources.entrySet()) {
              Map<Long, Map<String, String>> arrived =
                  destination.getValue().rows(source.getKey() + "_" + TABLE);
              // What Iceberg's reader adds where it has deletions to apply.
              arrived.values().forEach(row -> row.remove("_pos"));
              assertThat(arrived)
                  .as(source.getKey() + " to " + destination.getKey())
                  .isEqualTo(source.getValue().rows(TABLE))
                  .hasSize(rows);
            }
          }
        });
  }

  private static void search(RunnerWire wire) throws Exception {
    List<String> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Set<String> kinds = new TreeSet<>();
    Marks name = new Marks("a table's name", TABLE);
    for (byte[] connection : wire.said()) {
      for (Http2.Part part : Http2.parts(connection)) {
        kinds.add(part.what());
        names.addAll(name.in(part.content(), part.what()));
        for (Marks mark : MARKS) {
          found.addAll(mark.in(part.content(), part.what()));
        }
      }
      for (Marks mark : MARKS) {
        found.addAll(mark.in(connection, "the connection"));
      }
    }
    assertThat(found).isEmpty();
    assertThat(kinds).anyMatch(kind -> kind.startsWith("message of") && kind.contains("Observed"));
    assertThat(names).as("what is known to leave is found").isNotEmpty();
  }

  /// Notes where the processes of the data plane, and the runner, are connected to.
  private static final class Watch implements AutoCloseable {

    private static final String FETCHER = "io.millrace.artifacts.Main";

    private final Set<String> elsewhere = new ConcurrentSkipListSet<>();
    private final Set<Integer> local = new ConcurrentSkipListSet<>();
    private final Set<Integer> listened = new ConcurrentSkipListSet<>();
    private final Set<Integer> allowed;
    private final Thread thread;

    Watch(Rig rig, OwnRunner runner, Set<Integer> allowed) {
      this.allowed = allowed;
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      while (true) {
                        look(rig, runner);
                        TimeUnit.MILLISECONDS.sleep(500);
                      }
                    } catch (InterruptedException _) {
                      Thread.currentThread().interrupt();
                    } catch (Exception e) {
                      elsewhere.add(e.toString());
                    }
                  });
    }

    private void look(Rig rig, OwnRunner runner) throws Exception {
      List<ProcessHandle> processes =
          new ArrayList<>(Processes.under(rig.home().resolve("runner")));
      processes.add(runner.process());
      List<ProcessHandle> all =
          processes.stream()
              .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()))
              .distinct()
              .filter(each -> !Processes.commandLine(each).contains(FETCHER))
              .toList();
      Connections.Seen now = Connections.of(all);
      listened.addAll(now.listening());
      for (Connections.Connection each : now.connections()) {
        if (now.listening().contains(each.ownPort())) {
          continue;
        }
        if (each.local()) {
          local.add(each.remotePort());
        } else {
          elsewhere.add(each.remoteAddress() + ":" + each.remotePort());
        }
      }
    }

    /// Told at the end, as a process may listen no more, or not yet when it was looked at.
    Set<String> elsewhere() {
      Set<String> all = new TreeSet<>(elsewhere);
      local.stream()
          .filter(port -> !allowed.contains(port) && !listened.contains(port))
          .forEach(port -> all.add("this machine:" + port));
      return all;
    }

    Set<Integer> allowedSeen() {
      Set<Integer> seen = new TreeSet<>(local);
      seen.retainAll(allowed);
      return seen;
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
