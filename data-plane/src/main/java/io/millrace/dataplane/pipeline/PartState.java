package io.millrace.dataplane.pipeline;

/// How one part of a pipeline fares.
sealed interface PartState {

  /// As it should be, which may also mean paused.
  record Ready() implements PartState {}

  /// On its way; `what` is a sentence.
  record Pending(String what) implements PartState {}

  /// It works, but not as it is wished.
  record Degraded(Trouble trouble) implements PartState {}

  record Failing(Trouble trouble) implements PartState {}
}
