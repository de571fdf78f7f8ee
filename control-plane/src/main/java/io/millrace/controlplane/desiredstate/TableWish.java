package io.millrace.controlplane.desiredstate;

import io.millrace.runner.protocol.DesiredState.Table;
import io.millrace.runner.protocol.DesiredState.TestRow;
import io.millrace.runner.protocol.DesiredState.TransformTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A table of a pipeline as it is stored and as the API has it.
///
/// @param transform a Flink SQL SELECT; absent, rows pass as they are
/// @param tests that the transform has to pass before it is started
@Schema(name = "Table")
public record TableWish(
    String source,
    String destination,
    @Nullable String transform,
    @Nullable List<@Nullable TransformTestWish> tests) {

  /// Made-up rows, and what the transform makes of them. A row is its values by column, as text.
  ///
  /// @param given rows by the name of the table that the SELECT reads
  /// @param expected in any order; columns that are left out are not compared
  @Schema(name = "TransformTest")
  public record TransformTestWish(
      @Nullable String name,
      @Nullable Map<String, List<Map<String, @Nullable String>>> given,
      @Nullable List<Map<String, @Nullable String>> expected) {

    TransformTest compiled() {
      Map<String, List<TestRow>> rows = new TreeMap<>();
      if (given != null) {
        for (Map.Entry<String, List<Map<String, @Nullable String>>> each : given.entrySet()) {
          rows.put(each.getKey(), rows(each.getValue()));
        }
      }
      return new TransformTest(name == null ? "" : name, rows, rows(expected));
    }

    private static List<TestRow> rows(@Nullable List<Map<String, @Nullable String>> rows) {
      return rows == null
          ? List.of()
          : rows.stream()
              .map(
                  row ->
                      new TestRow(
                          row.entrySet().stream()
                              .collect(
                                  Collectors.toMap(
                                      Map.Entry::getKey,
                                      each -> Optional.ofNullable(each.getValue())))))
              .toList();
    }
  }

  Table compiled() {
    List<TransformTest> compiled = new ArrayList<>();
    if (tests != null) {
      for (@Nullable TransformTestWish test : tests) {
        if (test != null) {
          compiled.add(test.compiled());
        }
      }
    }
    return new Table(source, destination, Optional.ofNullable(transform), compiled);
  }
}
