package io.millrace.controlplane.apply;

import io.millrace.controlplane.revision.Kind;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What becomes of one object.
///
/// @param fields those that differ, by path
@Schema(name = "Change")
public record Change(Kind kind, String name, Action action, List<FieldChange> fields) {

  public enum Action {
    CREATE,
    UPDATE,
    DELETE,
    NONE
  }

  /// @param before null if it was not there
  /// @param after null if it is no longer there
  @Schema(name = "FieldChange")
  public record FieldChange(String path, @Nullable String before, @Nullable String after) {}
}
