package io.millrace.cli.code;

import java.util.List;
import java.util.stream.Collectors;

/// What is wrong at one place of a file, as compilers say it.
public record Complaint(String file, int line, String field, String message) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ") + message;
  }

  /// All that is wrong with what was to be read.
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    public Refused(List<Complaint> complaints) {
      super(complaints.stream().map(Complaint::toString).collect(Collectors.joining("\n")));
    }
  }
}
