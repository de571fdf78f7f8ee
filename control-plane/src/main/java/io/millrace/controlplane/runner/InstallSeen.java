package io.millrace.controlplane.runner;

/// Fired within this process, asynchronously, when something was heard of an install's runner: it
/// connected, left, beat, or reported.
///
/// @param reported whether it was a report, with figures perhaps
public record InstallSeen(String organizationId, String installId, boolean reported) {}
