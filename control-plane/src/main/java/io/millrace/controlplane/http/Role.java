package io.millrace.controlplane.http;

/// What a key or session may do.
public enum Role {
  ADMIN,
  READ_ONLY
}
