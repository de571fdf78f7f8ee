package io.millrace.cli.check;

/// What a check found.
///
/// @param nextStep how to mend it; empty when it is well
public record Finding(Severity severity, String what, String nextStep) {

  public enum Severity {
    WELL,
    /// It may work, or not for long.
    DOUBTFUL,
    /// It cannot work.
    BROKEN
  }

  static Finding well(String what) {
    return new Finding(Severity.WELL, what, "");
  }

  static Finding doubtful(String what, String nextStep) {
    return new Finding(Severity.DOUBTFUL, what, nextStep);
  }

  static Finding broken(String what, String nextStep) {
    return new Finding(Severity.BROKEN, what, nextStep);
  }
}
