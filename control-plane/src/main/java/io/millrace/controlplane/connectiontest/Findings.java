package io.millrace.controlplane.connectiontest;

import io.millrace.controlplane.catalogue.ConnectorType.Field;
import io.millrace.controlplane.connectiontest.ConnectionTest.Finding;
import io.millrace.controlplane.connectiontest.ConnectionTest.Step;
import io.millrace.controlplane.connectiontest.ConnectionTest.StepName;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a runner found, as a form shows it: steps that are passed or not, and each finding at its
/// field.
final class Findings {

  private record Place(StepName step, @Nullable String field) {}

  private static final Map<String, Place> PLACES =
      Map.ofEntries(
          Map.entry("host-unknown", new Place(StepName.REACHABLE, "hostname")),
          Map.entry("refused", new Place(StepName.REACHABLE, "port")),
          Map.entry("unreachable", new Place(StepName.REACHABLE, "hostname")),
          Map.entry("starting", new Place(StepName.REACHABLE, null)),
          Map.entry("tls", new Place(StepName.REACHABLE, "sslmode")),
          Map.entry("login-refused", new Place(StepName.LOGIN, "password")),
          Map.entry("database-unknown", new Place(StepName.LOGIN, "database")),
          Map.entry("too-many-connections", new Place(StepName.LOGIN, null)),
          Map.entry("unusable", new Place(StepName.LOGIN, null)),
          Map.entry("not-tried", new Place(StepName.REACHABLE, null)),
          Map.entry("wal-level", new Place(StepName.REPLICATION, null)),
          Map.entry("replication-not-allowed", new Place(StepName.REPLICATION, "username")),
          Map.entry("no-replication-slot", new Place(StepName.REPLICATION, null)),
          Map.entry("no-wal-sender", new Place(StepName.REPLICATION, null)),
          Map.entry("no-binary-log", new Place(StepName.REPLICATION, null)),
          Map.entry("binary-log-format", new Place(StepName.REPLICATION, null)),
          Map.entry("no-primary-key", new Place(StepName.PRIMARY_KEYS, null)),
          Map.entry("column-name", new Place(StepName.PRIMARY_KEYS, null)),
          Map.entry("table-missing", new Place(StepName.PRIMARY_KEYS, null)));

  /// Of a field that Connect does not take: its name comes after.
  private static final String SETTING = "setting-";

  private static final Place OTHER = new Place(StepName.PRIVILEGES, "username");

  private Findings() {}

  /// @param fields of the connector's type; a place that it does not have is its address
  static List<Finding> of(List<Problem> problems, List<Field> fields) {
    return problems.stream()
        .map(
            problem ->
                new Finding(
                    problem.code(),
                    field(place(problem), fields),
                    problem.what(),
                    problem.why(),
                    problem.nextStep()))
        .toList();
  }

  private static @Nullable String field(Place place, List<Field> fields) {
    boolean there = fields.stream().anyMatch(field -> field.name().equals(place.field()));
    if (place.field() == null || there) {
      return place.field();
    }
    return place.step() == StepName.REACHABLE
        ? fields.stream().filter(Field::required).map(Field::name).findFirst().orElse(null)
        : null;
  }

  private static Place place(Problem problem) {
    String code = problem.code().replaceFirst("^(source|destination)-", "");
    return code.startsWith(SETTING)
        ? new Place(StepName.LOGIN, code.substring(SETTING.length()))
        : PLACES.getOrDefault(code, OTHER);
  }

  /// What comes after a connection that was not had is not known.
  static List<Step> steps(ConnectorRole role, List<Problem> problems) {
    Set<StepName> failed =
        problems.stream().map(problem -> place(problem).step()).collect(Collectors.toSet());
    List<Step> steps = new ArrayList<>();
    boolean known = true;
    for (StepName step : of(role)) {
      steps.add(new Step(step, known ? Boolean.valueOf(!failed.contains(step)) : null));
      known &= !failed.contains(step) || step.compareTo(StepName.LOGIN) > 0;
    }
    return steps;
  }

  static List<Step> unknownSteps(ConnectorRole role) {
    return of(role).stream().map(step -> new Step(step, null)).toList();
  }

  private static List<StepName> of(ConnectorRole role) {
    return switch (role) {
      case SOURCE -> List.of(StepName.values());
      case DESTINATION -> List.of(StepName.REACHABLE, StepName.LOGIN, StepName.PRIVILEGES);
    };
  }
}
