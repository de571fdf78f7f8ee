package io.millrace.controlplane.http;

/// Who makes a request, for which organization, and what they may do in it.
public record Principal(
    Kind kind, String id, String name, Role role, String organizationId, String organizationName) {

  public enum Kind {
    API_KEY,
    SESSION
  }
}
