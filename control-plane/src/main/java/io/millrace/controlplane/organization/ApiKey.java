package io.millrace.controlplane.organization;

import io.millrace.controlplane.http.Role;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A key without its secret, which nobody can read back.
@Schema(description = "An API key, without its secret")
public record ApiKey(String id, String name, Role role, Instant createdAt) {}
