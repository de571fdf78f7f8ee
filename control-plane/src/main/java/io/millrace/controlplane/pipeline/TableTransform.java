package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.desiredstate.TableWish.TransformTestWish;
import io.millrace.controlplane.http.FieldErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be told of a table's transform without Flink.
public final class TableTransform {

  private static final int MOST_TESTS = 50;
  private static final int MOST_ROWS = 100;

  private TableTransform() {}

  /// The table, with an error for each field of its transform that is wrong. A test without rows
  /// that are given, or expected, has none of them.
  public static TableWish checked(TableWish table, FieldErrors errors) {
    String transform = table.transform();
    if (transform != null && !transform.strip().regionMatches(true, 0, "select", 0, 6)) {
      errors.add(
          "transform", "It must be a Flink SQL SELECT; leave it out to pass rows as they are.");
    }
    List<@Nullable TransformTestWish> tests = table.tests();
    if (tests == null || tests.isEmpty()) {
      return new TableWish(table.source(), table.destination(), transform, null);
    }
    if (transform == null) {
      errors.add("tests", "There is no transform to test.");
    }
    if (tests.size() > MOST_TESTS) {
      errors.add("tests", "There are " + tests.size() + "; at most " + MOST_TESTS + " are run.");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tests.size(); i++) {
      String at = "tests[" + i + "]";
      TransformTestWish test = tests.get(i);
      if (test == null) {
        errors.add(at, "It is missing.");
      } else {
        check(test, at, names, errors);
      }
    }
    return table;
  }

  private static void check(
      TransformTestWish test, String at, Set<String> names, FieldErrors errors) {
    String name = errors.required(at + ".name", test.name());
    if (!name.isEmpty() && !names.add(name)) {
      errors.add(at + ".name", "Another test is called \"" + name + "\", too.");
    }
    if (test.given() != null) {
      test.given().forEach((table, rows) -> bound(rows, at + ".given." + table, errors));
    }
    if (test.expected() != null) {
      bound(test.expected(), at + ".expected", errors);
    }
  }

  private static void bound(
      @Nullable List<? extends @Nullable Map<String, ?>> rows, String at, FieldErrors errors) {
    if (rows == null || rows.stream().anyMatch(Objects::isNull)) {
      errors.add(at, "It is no list of rows, each a map of values by column.");
    } else if (rows.size() > MOST_ROWS) {
      errors.add(at, "There are " + rows.size() + " rows; a test has at most " + MOST_ROWS + ".");
    }
  }
}
