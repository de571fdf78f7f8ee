package io.millrace.controlplane.desiredstate;

/// What a runner can be asked to do once.
public enum ErrandKind {
  CONNECTION_TEST,
  TRANSFORM_PREVIEW
}
