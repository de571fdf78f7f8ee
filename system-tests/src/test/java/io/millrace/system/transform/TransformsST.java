package io.millrace.system.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.Orders;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Transforms on real Flink while rows are written: their tests, previews, and changes of them, of
/// which those that fail leave the version before in its place and lose no row.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SharesMillrace(demo = true)
class TransformsST {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// As the demo makes it, see [Orders].
  private static final String RULE =
      select("UPPER(status)", "CAST(amount * 0.2 AS DECIMAL(12,2))", "");

  /// No customer's name is a number.
  private static final String FAILS_ON_ROWS =
      select("UPPER(status)", "CAST(CAST(customer AS INT) AS DECIMAL(12,2))", "");

  @TempDir private static Path folder;

  private static Rig rig;
  private static Orders orders;

  @BeforeAll
  static void start(Rig shared) throws Exception {
    rig = shared;
    rig.generate(20);
    orders = rig.orders();
    Wait.until(LIMIT, () -> assertThat(orders.arrived()).isPositive());
    apply(pipeline(RULE, "REPROCESS", ""));
    live(RULE);
  }

  /// Others have the same pipeline.
  @AfterAll
  static void stop() throws Exception {
    apply(pipeline(RULE, "REPROCESS", ""));
    live(RULE);
  }

  @Test
  @Order(1)
  void testsRunInTheInstallsFlinkAndSayHowTheyFail() throws Exception {
    Path good = write(pipeline(RULE, "REPROCESS", test("keeps the rule", "4.40")));
    Command passed = rig.run("transform test", "-f", good.toString());
    assertThat(passed.output()).contains("✔ keeps the rule", "1 passed, 0 failed");
    assertThat(passed.exitCode()).isZero();

    Path bad = write(pipeline(RULE, "REPROCESS", test("wants too much", "4.41")));
    Command failed = rig.run("transform test", "-f", bad.toString());
    assertThat(failed.output())
        .contains("✘ wants too much", "{status: NEW, tax: 4.41}", "{status: NEW, tax: 4.40}")
        .contains("0 passed, 1 failed");
    assertThat(failed.exitCode()).isEqualTo(1);
  }

  @Test
  @Order(2)
  void aPreviewTellsColumnsAndCountsAndKeepsTheRowsInside() throws Exception {
    Path sql = Files.writeString(folder.resolve("new.sql"), "SELECT id, customer FROM orders");
    Command preview =
        rig.run("transform preview", "orders", "public.orders", "--sql", sql.toString());
    assertThat(preview.output())
        .containsPattern("id +BIGINT")
        .containsPattern("customer +STRING")
        .containsPattern("Of (all|the first) \\d+ rows it makes \\d+\\.");

    Command told =
        rig.run(
            "transform preview", "orders", "public.orders", "--sql", sql.toString(), "-o", "json");
    Command shown =
        rig.run("transform preview", "orders", "public.orders", "--sql", sql.toString(), "--rows");
    List<String> customers = customers();
    assertThat(customers).noneMatch(told.output()::contains);
    assertThat(customers).anyMatch(shown.output()::contains);
  }

  @Test
  @Order(3)
  void aVersionThatFailsItsTestNeverStarts() throws Exception {
    apply(pipeline(select("'?'", "amount", ""), "REPROCESS", test("keeps the rule", "4.40")));
    degraded("fails its test \"keeps the rule\"");
    rowsGoOn();
    assertThat(count("SELECT count(*) FROM public.orders WHERE status = '?'")).isZero();
  }

  @Test
  @Order(4)
  void aVersionThatFailsOnARowIsRolledBackAlsoAfterCrashes() throws Exception {
    apply(pipeline(RULE, "REPROCESS", ""));
    live(RULE);
    apply(pipeline(FAILS_ON_ROWS, "REPROCESS", ""));
    rig.kill("runner");
    degraded("fails on a row with NumberFormatException. It was given up");
    apply(pipeline(FAILS_ON_ROWS, "CONTINUE", ""));
    rig.kill("flink-taskmanager");
    rowsGoOn();
    degraded("fails on a row with NumberFormatException. It was given up");
    allIsByTheRule();
  }

  @Test
  @Order(5)
  void aVersionThatContinuesLeavesEarlierRowsAsTheyWere() throws Exception {
    apply(pipeline(RULE, "REPROCESS", ""));
    live(RULE);
    rig.stopGenerator();
    orders.awaitEqual(LIMIT);
    String lowered = select("LOWER(status)", "CAST(amount * 0.2 AS DECIMAL(12,2))", "");
    apply(pipeline(lowered, "CONTINUE", ""));
    live(lowered);
    rig.run("demo", "20");
    String lower = "SELECT count(*) FROM public.orders WHERE status = LOWER(status)";
    Wait.until(LIMIT, () -> assertThat(count(lower)).isPositive());
    assertThat(count("SELECT count(*) FROM public.orders WHERE status = UPPER(status)"))
        .isPositive();
  }

  @Test
  @Order(6)
  void stateThatCannotBeTakenOverRollsBackAndSaysWhatToDo() throws Exception {
    apply(pipeline(RULE, "REPROCESS", ""));
    live(RULE);
    // Every row passes, but it is filtered before Flink keeps it, which makes another state.
    String filtered = RULE + " WHERE id > 0";
    apply(pipeline(filtered, "CONTINUE", ""));
    degraded("cannot go on with the state of the version before it");
    allIsByTheRule();
    apply(pipeline(filtered, "REPROCESS", ""));
    live(filtered);
    allIsByTheRule();
  }

  @Test
  @Order(7)
  void aTransformReadsOtherTablesOfItsPipeline() throws Exception {
    try (Connection connection = orders.source();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE public.regions (country text PRIMARY KEY, region text)");
      statement.execute(
          "INSERT INTO public.regions SELECT DISTINCT country, 'region of ' || country FROM"
              + " public.orders WHERE country IS NOT NULL");
    }
    String regions = "  - source: public.regions\n    destination: public.regions\n";
    // A slot is made when no transaction is open on the whole server, which the destination shares.
    rig.stopGenerator();
    apply(pipeline(RULE, "REPROCESS", "") + regions);
    Wait.until(LIMIT, () -> assertThat(count("SELECT count(*) FROM public.regions")).isPositive());
    String joined =
        select("UPPER(status)", "CAST(amount * 0.2 AS DECIMAL(12,2))", ", region")
            .replace("FROM orders", "FROM orders LEFT JOIN regions USING (country)");
    apply(pipeline(joined, "REPROCESS", "") + regions);
    live(joined);
    // PostgreSQL joins what has arrived the same way.
    String other =
        "SELECT count(*) FROM public.orders LEFT JOIN public.regions r USING (country)"
            + " WHERE orders.region IS DISTINCT FROM r.region";
    Wait.until(LIMIT, () -> assertThat(count(other)).isZero());
    assertThat(count("SELECT count(*) FROM public.orders WHERE region IS NOT NULL")).isPositive();
  }

  private static String select(String status, String tax, String more) {
    return "SELECT id, customer, "
        + status
        + " AS status, amount, "
        + tax
        + " AS tax, country, created_at, updated_at"
        + more
        + " FROM orders";
  }

  /// @param tests as lines under the table, or ""
  private static String pipeline(String select, String changes, String tests) {
    return """
    kind: Pipeline
    name: orders
    source: orders-source
    destination: orders-destination
    transformChanges: %s
    tables:
      - source: public.orders
        destination: public.orders
        transform: "%s"
    %s"""
        .formatted(changes, select, tests);
  }

  private static String test(String name, String tax) {
    return """
        tests:
          - name: %s
            given: {orders: [{id: 1, status: new, amount: 22}]}
            expected: [{status: NEW, tax: %s}]
    """
        .formatted(name, tax);
  }

  private static Path write(String yaml) throws Exception {
    return Files.writeString(folder.resolve("orders.yaml"), yaml);
  }

  private static void apply(String yaml) throws Exception {
    Command applied = rig.run("apply", "-f", write(yaml).toString());
    assertThat(applied.exitCode()).as(applied.output()).isZero();
  }

  private static JsonNode status() throws Exception {
    return rig.pipeline("orders").path("status");
  }

  /// The runner notes which version has proved itself.
  private static void live(String select) {
    Path note =
        rig.home()
            .resolve("runner/data-plane/flink/checkpoints/millrace.orders.public.orders/live.json");
    Wait.until(
        LIMIT,
        () -> {
          String status = status().toString();
          assertThat(Files.readString(note)).as(status).contains(select);
          assertThat(status().path("state").asText()).as(status).isEqualTo("RUNNING");
        });
  }

  private static void degraded(String reason) {
    Wait.until(
        LIMIT,
        () -> {
          assertThat(status().path("reason").asText()).contains(reason);
          assertThat(status().path("state").asText()).isEqualTo("DEGRADED");
          assertThat(status().path("nextStep").asText()).isNotEmpty();
        });
  }

  private static void rowsGoOn() throws Exception {
    long before = orders.arrived();
    Wait.until(LIMIT, () -> assertThat(orders.arrived()).isGreaterThan(before));
  }

  /// Stops the generator, as rows are compared, and lets it go on.
  private static void allIsByTheRule() throws Exception {
    rig.stopGenerator();
    orders.awaitEqual(LIMIT);
    rig.run("demo", "20");
  }

  private static List<String> customers() throws SQLException {
    try (Connection connection = orders.source();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT DISTINCT customer FROM public.orders")) {
      List<String> customers = new ArrayList<>();
      while (row.next()) {
        customers.add(row.getString(1));
      }
      return customers;
    }
  }

  private static long count(String query) throws SQLException {
    try (Connection connection = orders.destination();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
