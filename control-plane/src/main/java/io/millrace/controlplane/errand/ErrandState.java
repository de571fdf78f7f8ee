package io.millrace.controlplane.errand;

/// How an errand stands.
public enum ErrandState {
  /// For the runner.
  WAITING,
  DONE,
  /// No runner has done it in time.
  EXPIRED
}
