package io.millrace.controlplane.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type of source or destination, with its fields.
public record ConnectorType(
    String type, String title, String description, List<String> roles, List<Field> fields) {

  public enum Kind {
    TEXT,
    PORT,
    CHOICE
  }

  /// @param choices of a [Kind#CHOICE]; absent otherwise
  public record Field(
      String name,
      String title,
      Kind kind,
      boolean required,
      boolean secret,
      @com.fasterxml.jackson.annotation.JsonProperty("default") @Nullable String substitute,
      String description,
      @Nullable List<String> choices) {}
}
