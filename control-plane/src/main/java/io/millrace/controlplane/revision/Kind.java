package io.millrace.controlplane.revision;

/// What has a history.
public enum Kind {
  CONNECTOR("connector"),
  PIPELINE("pipeline");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /// For sentences.
  public String word() {
    return word;
  }
}
