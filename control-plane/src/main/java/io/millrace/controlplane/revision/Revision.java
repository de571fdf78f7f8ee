package io.millrace.controlplane.revision;

import io.millrace.controlplane.http.Principal;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One change of an object.
///
/// @param action such as `pipeline.pause`
/// @param document the object as it was after the change; null after a delete
@Schema(name = "Revision")
public record Revision(
    long revision, Instant at, By by, String action, @Nullable Map<String, Object> document) {

  /// Who made it.
  @Schema(name = "RevisionBy")
  public record By(Principal.Kind kind, String name) {}
}
