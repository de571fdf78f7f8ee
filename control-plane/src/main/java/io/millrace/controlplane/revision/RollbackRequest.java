package io.millrace.controlplane.revision;

import io.millrace.controlplane.http.FieldErrors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The revision to go back to.
@Schema(name = "RollbackRequest")
public record RollbackRequest(@Nullable Long revision) {

  /// @throws io.millrace.controlplane.http.ProblemException if there is none
  public static long wanted(@Nullable RollbackRequest request) {
    FieldErrors errors = new FieldErrors();
    long revision = errors.required("revision", request == null ? null : request.revision(), 0L);
    errors.throwIfAny();
    return revision;
  }
}
