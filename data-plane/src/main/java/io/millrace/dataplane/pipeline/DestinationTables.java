package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.JdbcDestination;
import io.millrace.dataplane.catalogue.TableFit;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest.Target;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.dataplane.pipeline.PartState.Failing;
import io.millrace.dataplane.pipeline.PartState.Pending;
import io.millrace.dataplane.pipeline.Wish.Route;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.ObservedState.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The tables of a destination that is a database: whether every one is there and takes the rows.
/// Makes the missing ones of transformed tables.
final class DestinationTables {

  private final Wish wish;
  private final Inspector inspector;
  private final Attempt<InspectionResult> targets;

  DestinationTables(Wish wish, Inspector inspector, Attempt<InspectionResult> targets) {
    this.wish = wish;
    this.inspector = inspector;
    this.targets = targets;
  }

  /// @param inspection what was found when both sides were looked at
  /// @param rows the columns that a route's rows bring, once they are known
  boolean fit(
      Endpoint.Database database,
      InspectionResult inspection,
      Function<Route, Optional<List<Column>>> rows,
      Sight sight,
      List<PartState> states) {
    Map<TableName, List<Column>> found = new HashMap<>(inspection.destinationTables());
    targets.value().ifPresent(result -> found.putAll(result.destinationTables()));
    List<Target> missing = new ArrayList<>();
    for (Route route : wish.routes()) {
      Optional<List<Column>> brought = rows.apply(route);
      if (brought.isEmpty()) {
        return false;
      }
      List<Column> target = found.get(route.table());
      if (target == null) {
        missing.add(new Target.Columns(route.table(), delivered(brought.get())));
        continue;
      }
      Optional<TableFit.Misfit> misfit =
          TableFit.of(database.dialect(), route.table(), delivered(brought.get()), target);
      if (misfit.isPresent()) {
        states.add(new Failing(misfit(misfit.get())));
        lookAgain(rows, sight);
        return false;
      }
    }
    if (missing.isEmpty()) {
      return true;
    }
    targets.start(sight.seenAt(), () -> inspector.targets(missing));
    states.add(
        targets
            .trouble()
            .<PartState>map(Failing::new)
            .orElseGet(() -> new Pending("The destination's tables are being made.")));
    return false;
  }

  private Trouble misfit(TableFit.Misfit misfit) {
    return new Trouble(
        Status.DESTINATION
            + wish.destination().endpoint().address()
            + " cannot take the rows. "
            + misfit.why()
            + ".",
        misfit.nextStep(),
        false);
  }

  /// Somebody may be mending the table right now.
  private void lookAgain(Function<Route, Optional<List<Column>>> rows, Sight sight) {
    List<Target> all =
        wish.routes().stream()
            .<Target>map(
                route ->
                    new Target.Columns(
                        route.table(), delivered(rows.apply(route).orElse(List.of()))))
            .toList();
    targets.start(sight.seenAt(), () -> inspector.targetsLater(all));
  }

  /// The columns that a destination's table has for these rows.
  private List<Column> delivered(List<Column> rows) {
    if (wish.deletes() != Deletes.SOFT) {
      return rows;
    }
    List<Column> more = new ArrayList<>(rows);
    more.add(JdbcDestination.DELETED);
    return more;
  }
}
