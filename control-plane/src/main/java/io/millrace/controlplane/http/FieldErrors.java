package io.millrace.controlplane.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong with a request, so that all of it is reported at once.
public final class FieldErrors {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final List<FieldError> errors;
  private final String prefix;

  public FieldErrors() {
    this(new ArrayList<>(), "");
  }

  private FieldErrors(List<FieldError> errors, String prefix) {
    this.errors = errors;
    this.prefix = prefix;
  }

  /// For the fields of a part of the request: what is wrong there is reported with the rest.
  public FieldErrors under(String part) {
    return new FieldErrors(errors, prefix + part + ".");
  }

  public void add(String field, String message) {
    errors.add(new FieldError(prefix + field, message));
  }

  /// Returns the name, so that the caller can go on and find more errors; empty if there is none.
  public String name(String field, @Nullable String value) {
    String name = required(field, value);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      add(
          field,
          "\""
              + name
              + "\" is not a name: use a to z, 0 to 9 and -, begin with a letter, and at most 63"
              + " characters.");
    }
    return name;
  }

  public String required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      add(field, "It is missing.");
      return "";
    }
    return value;
  }

  public <T> T required(String field, @Nullable T value, T substitute) {
    if (value == null) {
      add(field, "It is missing.");
      return substitute;
    }
    return value;
  }

  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }
}
