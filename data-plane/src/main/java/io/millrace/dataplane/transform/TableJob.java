package io.millrace.dataplane.transform;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.transform.Transform.Output;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What Flink does with one table of a pipeline, as SQL statements.
public sealed interface TableJob permits Transform, IcebergDelivery {

  /// The table that is read.
  TableName source();

  /// For sentences, such as `The transform of public.orders`.
  String subject();

  /// Makes what [#describe] and [#start] refer to.
  List<String> declarations();

  /// Asks for the columns of the result.
  String describe();

  /// Why the result cannot be written; empty when it can.
  Optional<String> objection(List<Output> outputs);

  /// What is to be there before the job starts, and the statement that starts it as the last.
  List<String> start(List<Output> outputs);

  /// Asks for the columns of a target that [#start] made or found, if it may have others.
  default Optional<String> describeTarget() {
    return Optional.empty();
  }

  /// The statements that let the target follow the result.
  default List<String> follow(List<Output> outputs, List<Output> target) {
    return List.of();
  }

  /// The result as columns of a table made for it.
  List<Column> targetColumns(List<Output> outputs);

  /// How often what was done so far becomes final.
  Duration checkpointInterval();
}
