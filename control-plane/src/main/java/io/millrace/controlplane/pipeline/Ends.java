package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.catalogue.ConnectorCatalogue;
import io.millrace.controlplane.catalogue.ConnectorType;
import io.millrace.controlplane.catalogue.ConnectorType.Collection;
import io.millrace.controlplane.catalogue.ConnectorType.Role;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Suggestion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/// Whether a pipeline fits the connectors at its two ends.
@ApplicationScoped
public class Ends {

  private final ConnectorCatalogue catalogue;

  Ends(ConnectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// Adds an error for each field that does not fit.
  ///
  /// @param connectors name → type, of the install
  public void check(Pipeline pipeline, Map<String, String> connectors, FieldErrors errors) {
    end("source", pipeline.source(), Role.SOURCE, connectors, errors);
    Optional<ConnectorType> destination =
        end("destination", pipeline.destination(), Role.DESTINATION, connectors, errors);
    Collection collection = destination.map(ConnectorType::collection).orElse(null);
    for (int i = 0; i < pipeline.tables().size(); i++) {
      String name = pipeline.tables().get(i).destination();
      String field = "tables[" + i + "].destination";
      if (name == null || name.isBlank() || destination.isEmpty()) {
        continue;
      }
      if (collection == null && !name.matches(PipelineRequest.TABLE)) {
        errors.add(field, "\"" + name + "\" is not schema.table, such as public.orders.");
      } else if (collection != null && !name.matches(collection.pattern())) {
        errors.add(field, "\"" + name + "\" is not " + collection.description() + ".");
      }
    }
    destination
        .filter(type -> type.deletes() != null && !type.deletes().contains(pipeline.deletes()))
        .ifPresent(
            type ->
                errors.add(
                    "deletes",
                    type.title()
                        + " cannot do "
                        + pipeline.deletes()
                        + " to a deleted row: use one of "
                        + type.deletes()
                        + "."));
  }

  private Optional<ConnectorType> end(
      String field,
      String connector,
      Role role,
      Map<String, String> connectors,
      FieldErrors errors) {
    if (connector.isEmpty()) {
      return Optional.empty();
    }
    String type = connectors.get(connector);
    if (type == null) {
      errors.add(field, Suggestion.unknown("connector", connector, connectors.keySet()));
      return Optional.empty();
    }
    Optional<ConnectorType> known = catalogue.type(type);
    known
        .filter(each -> !each.roles().contains(role))
        .ifPresent(
            each ->
                errors.add(
                    field,
                    "A connector of the type " + each.type() + " cannot be a " + field + "."));
    return known;
  }
}
