package io.millrace.controlplane.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.runner.protocol.DesiredState.Deletes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A type of source or destination, with its fields.
///
/// @param docs where its maker describes it
/// @param verified what was tried of it
/// @param plugins what it needs in the data plane
/// @param collection what a table becomes there; absent where it is schema.table
/// @param deletes what can be done to a deleted row; absent where all can
public record ConnectorType(
    String type,
    String title,
    String description,
    String icon,
    String docs,
    List<Role> roles,
    Map<Role, Verified> verified,
    Map<Role, List<Plugin>> plugins,
    @Nullable Collection collection,
    @Nullable List<Deletes> deletes,
    List<Group> groups,
    List<Field> fields) {

  public enum Role {
    SOURCE,
    DESTINATION
  }

  /// How far a type is tested.
  public enum Verified {
    /// Rows flow in the project's own tests, to or from the real server.
    END_TO_END,
    /// Its configuration is checked and its plugin loads; no rows have been seen.
    VALIDATED
  }

  /// @param licences of its parts, each once
  public record Plugin(String name, String version, List<String> licences) {}

  /// What a table is called in a store.
  ///
  /// @param description after "is not"
  public record Collection(String title, String pattern, String description) {}

  public record Group(String name, String title) {}

  public enum Kind {
    TEXT,
    PORT,
    NUMBER,
    BOOLEAN,
    CHOICE
  }

  /// @param binds whether secrets are sealed for its value and sent to no other: it says where they
  ///   go, or how well they are guarded on their way
  /// @param choices of a [Kind#CHOICE]; absent otherwise
  /// @param minimum of a [Kind#NUMBER] or [Kind#PORT]
  /// @param advanced whether few people need it
  /// @param roles as what the connector must be used for the field to matter; absent for all
  /// @param when absent for a field that always applies
  public record Field(
      String name,
      String title,
      Kind kind,
      boolean required,
      boolean secret,
      boolean binds,
      @JsonProperty("default") @Nullable String substitute,
      String description,
      @Nullable List<String> choices,
      @Nullable Long minimum,
      @Nullable Long maximum,
      String group,
      boolean advanced,
      @Nullable List<Role> roles,
      @Nullable Condition when) {

    /// Whether the field applies, given the connector's other settings.
    boolean applies(Map<String, String> config, List<Field> all) {
      if (when == null) {
        return true;
      }
      String value =
          config.getOrDefault(
              when.field(),
              all.stream()
                  .filter(other -> other.name().equals(when.field()))
                  .map(other -> other.substitute() == null ? "" : other.substitute())
                  .findFirst()
                  .orElse(""));
      return when.values().contains(value);
    }
  }

  /// Another field that must have one of these values.
  public record Condition(String field, List<String> values) {}
}
