package io.millrace.dataplane.transform;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.flink.SqlGatewayClient;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.transform.Transform.Input;
import io.millrace.dataplane.transform.Transform.Output;
import io.millrace.runner.protocol.DesiredState.TestRow;
import io.millrace.runner.protocol.DesiredState.TransformTest;
import io.millrace.runner.protocol.ObservedState.TransformTestOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs a transform's tests in Flink. What a test reads are the rows that it gives itself, so what
/// it says of a failure holds nothing of the data plane's.
public final class TransformTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Which side a row is of. Both are one letter, as SQL pads shorter texts.
  private static final String EXPECTED = "e";

  private static final String ACTUAL = "a";

  /// In a sentence about rows that differ.
  private static final int MOST_ROWS = 3;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "pipeline.name",
          "millrace-transform-test",
          "execution.runtime-mode",
          "batch",
          "parallelism.default",
          "1",
          "table.local-time-zone",
          "UTC",
          "restart-strategy.type",
          "none");

  private TransformTests() {}

  /// @throws ServiceException when Flink cannot be asked
  public static List<TransformTestOutcome> run(
      SqlGatewayClient gateway, Transform transform, List<TransformTest> tests)
      throws InterruptedException {
    List<TransformTestOutcome> outcomes = new ArrayList<>();
    for (TransformTest test : tests) {
      outcomes.add(new TransformTestOutcome(test.name(), failure(gateway, transform, test)));
    }
    return outcomes;
  }

  private static String failure(SqlGatewayClient gateway, Transform transform, TransformTest test)
      throws InterruptedException {
    try (SqlGatewayClient.Session session = gateway.open(SETTINGS)) {
      checkInputs(transform, test);
      for (Input input : transform.inputs()) {
        session.execute(view(input, test.given().getOrDefault(input.table().table(), List.of())));
      }
      session.execute(transform.resultView());
      List<Output> outputs =
          session.execute(transform.describe()).stream().map(Transform::output).toList();
      List<Output> compared = compared(outputs, test.expected());
      Rows rows = new Rows();
      session.query(question(compared, test.expected()), LIMIT, rows);
      return rows.difference(compared.stream().map(Output::name).toList());
    } catch (UnusableRow e) {
      return e.getMessage();
    } catch (ServiceException e) {
      return switch (e.kind()) {
        case UNREACHABLE, BUSY -> throw e;
        case NOT_FOUND, REFUSED ->
            "Flink says: " + SqlGatewayClient.reason(e).orElse(String.valueOf(e.getMessage()));
      };
    }
  }

  /// That a test's rows are not such as its tables have; the message is a sentence.
  private static final class UnusableRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableRow(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private static void checkInputs(Transform transform, TransformTest test) {
    List<String> inputs = transform.inputs().stream().map(input -> input.table().table()).toList();
    for (String given : test.given().keySet()) {
      if (!inputs.contains(given)) {
        throw new UnusableRow(
            "It gives rows of "
                + given
                + ", which the SELECT does not read; it reads "
                + String.join(", ", inputs)
                + ".");
      }
    }
  }

  private static String view(Input input, List<TestRow> rows) {
    List<Column> columns = input.readable();
    List<String> names = columns.stream().map(Column::name).toList();
    rows.forEach(row -> checkColumns(row, names, "The table " + input.table().table()));
    Stream<String> values =
        rows.stream()
            .map(
                row ->
                    columns.stream()
                        .map(
                            column ->
                                literal(
                                    column.name(),
                                    FlinkTypes.inTransform(column).orElse("STRING"),
                                    row.columns().getOrDefault(column.name(), Optional.empty())))
                        .collect(Collectors.joining(", ", "(", ")")));
    return "CREATE TEMPORARY VIEW "
        + Sql.identifier(input.table().table())
        + " AS SELECT * FROM "
        + (rows.isEmpty()
            ? none(columns)
            : values.collect(Collectors.joining(", ", "(VALUES ", ")"))
                + names.stream()
                    .map(Sql::identifier)
                    .collect(Collectors.joining(", ", " AS given (", ")")));
  }

  /// No rows of these columns: VALUES has at least one.
  private static String none(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                "CAST(NULL AS "
                    + FlinkTypes.inTransform(column).orElse("STRING")
                    + ") AS "
                    + Sql.identifier(column.name()))
        .collect(Collectors.joining(", ", "(SELECT ", ") WHERE FALSE"));
  }

  private static void checkColumns(TestRow row, List<String> names, String owner) {
    row.columns().keySet().stream()
        .filter(column -> !names.contains(column))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new UnusableRow(
                  owner
                      + " has no column "
                      + unknown
                      + "; it has "
                      + String.join(", ", names)
                      + ".");
            });
  }

  /// The result's columns that the expected rows name; all of them where no row is expected.
  private static List<Output> compared(List<Output> outputs, List<TestRow> expected) {
    if (expected.isEmpty()) {
      return outputs;
    }
    Set<String> named = new LinkedHashSet<>(expected.getFirst().columns().keySet());
    List<String> there = outputs.stream().map(Output::name).toList();
    for (TestRow row : expected) {
      checkColumns(row, there, "The result");
      if (!row.columns().keySet().equals(named)) {
        throw new UnusableRow("Its expected rows do not all have the same columns.");
      }
    }
    return outputs.stream().filter(output -> named.contains(output.name())).toList();
  }

  /// Flink prints both sides, so that 5 and 5.00 are the same where they are for it.
  private static String question(List<Output> compared, List<TestRow> expected) {
    String actual =
        "SELECT '"
            + ACTUAL
            + "' AS side"
            + compared.stream()
                .map(output -> ", CAST(" + Sql.identifier(output.name()) + " AS STRING)")
                .collect(Collectors.joining())
            + " FROM "
            + Sql.identifier(Transform.RESULT);
    Stream<String> others =
        expected.stream()
            .map(
                row ->
                    "SELECT '"
                        + EXPECTED
                        + "' AS side"
                        + compared.stream()
                            .map(
                                output ->
                                    ", CAST("
                                        + literal(
                                            output.name(),
                                            output.type(),
                                            row.columns()
                                                .getOrDefault(output.name(), Optional.empty()))
                                        + " AS STRING)")
                            .collect(Collectors.joining()));
    return Stream.concat(Stream.of(actual), others).collect(Collectors.joining(" UNION ALL "));
  }

  private static String literal(String column, String type, Optional<String> text) {
    if (text.isEmpty()) {
      return "CAST(NULL AS " + type + ")";
    }
    String plain = text.get();
    if (type.startsWith("ARRAY<") || type.startsWith("BYTES") || type.contains("BINARY")) {
      throw new UnusableRow(
          "A test cannot give or expect values of " + column + ", which is a " + type + ".");
    }
    boolean time = type.startsWith("TIMESTAMP") || type.startsWith("DATE");
    String spelled = time ? plain.replace('T', ' ').replace("Z", "") : plain;
    return "CAST(" + Sql.text(spelled) + " AS " + type + ")";
  }

  /// The rows of both sides.
  private static final class Rows implements SqlGatewayClient.RowSink {
    private final List<List<Optional<String>>> lacking = new ArrayList<>();
    private final List<List<Optional<String>>> unexpected = new ArrayList<>();

    @Override
    public boolean take(List<Optional<String>> row) {
      List<Optional<String>> values = row.subList(1, row.size());
      boolean wanted = row.getFirst().filter(EXPECTED::equals).isPresent();
      List<List<Optional<String>>> others = wanted ? unexpected : lacking;
      if (!others.remove(values)) {
        (wanted ? lacking : unexpected).add(values);
      }
      return true;
    }

    String difference(List<String> names) {
      if (lacking.isEmpty() && unexpected.isEmpty()) {
        return "";
      }
      StringBuilder sentence = new StringBuilder("The result ");
      if (!lacking.isEmpty()) {
        sentence.append("lacks ").append(told(names, lacking));
      }
      if (!unexpected.isEmpty()) {
        sentence
            .append(lacking.isEmpty() ? "has " : ", and has ")
            .append(told(names, unexpected))
            .append(lacking.isEmpty() ? ", which no row is expected to be" : " instead");
      }
      return sentence.append('.').toString();
    }

    private static String told(List<String> names, List<List<Optional<String>>> rows) {
      String some =
          rows.stream()
              .limit(MOST_ROWS)
              .map(row -> one(names, row))
              .collect(Collectors.joining(" "));
      return rows.size() > MOST_ROWS ? some + " and " + (rows.size() - MOST_ROWS) + " more" : some;
    }

    private static String one(List<String> names, List<Optional<String>> row) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        parts.add(names.get(i) + ": " + row.get(i).orElse("NULL"));
      }
      return parts.stream().collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
