package io.millrace.cli.view;

/// For people, or for programs.
public enum Format {
  TABLE,
  JSON,
  YAML
}
