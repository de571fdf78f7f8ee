package io.millrace.controlplane.organization;

import io.millrace.controlplane.http.Role;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A key with its secret, at the one moment when there is such a thing.
@Schema(description = "A new API key; its text is shown this once")
public record NewApiKey(String id, String name, Role role, Instant createdAt, String apiKey) {

  @Override
  public String toString() {
    return "NewApiKey[" + id + "]";
  }
}
