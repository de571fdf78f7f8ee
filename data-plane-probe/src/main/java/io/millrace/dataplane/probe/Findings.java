package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Dialect;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.List;

/// What is wrong with a source, as it is found.
final class Findings {

  private final Endpoint.Database at;
  private final List<Problem> problems;

  Findings(Endpoint.Database at, List<Problem> problems) {
    this.at = at;
    this.problems = problems;
  }

  void add(String code, String why, String nextStep) {
    problems.add(
        new Problem(
            "source-" + code,
            "The source " + at.address() + " is not ready.",
            why,
            nextStep,
            Instant.now()));
  }

  /// What every table needs: a key, and names that its records can have.
  ///
  /// @param rename a statement that gives the column, already quoted, another name
  void ofTable(TableName table, List<Column> columns, String rename) {
    Dialect dialect = at.dialect();
    if (columns.stream().noneMatch(Column::inKey)) {
      add(
          "no-primary-key",
          "The table "
              + table.qualified()
              + " has no primary key, so a changed row could not be found again in the"
              + " destination.",
          "ALTER TABLE " + dialect.quote(table) + " ADD PRIMARY KEY (…);");
    }
    List<String> odd = Column.namesThatAvroRefuses(columns);
    if (!odd.isEmpty()) {
      add(
          "column-name",
          "The table "
              + table.qualified()
              + " has columns that Avro cannot name: "
              + String.join(", ", odd)
              + ".",
          "Rename them to letters, digits and underscores: "
              + rename.formatted(odd.getFirst())
              + ";");
    }
  }
}
