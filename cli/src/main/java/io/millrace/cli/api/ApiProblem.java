package io.millrace.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// That the control plane refused: why, what to do next, and what is wrong with which field.
public final class ApiProblem extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<Wrong> errors;

  /// What is wrong with one field, by its path in the request.
  public record Wrong(String field, String message) {}

  private ApiProblem(int status, String code, String message, List<Wrong> errors) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /// @param problem problem+json; anything else is told by its status alone
  static ApiProblem of(int status, JsonNode problem) {
    if (!problem.has("title")) {
      return new ApiProblem(status, "", "The control plane answered with " + status, List.of());
    }
    List<Wrong> errors = new ArrayList<>();
    for (JsonNode error : problem.path("errors")) {
      errors.add(new Wrong(error.path("field").asText(), error.path("message").asText()));
    }
    StringBuilder said = new StringBuilder(problem.path("title").asText()).append(": ");
    if (errors.isEmpty()) {
      said.append(problem.path("detail").asText(""));
    }
    errors.forEach(
        each -> said.append("\n  ").append(each.field()).append(": ").append(each.message()));
    if (problem.hasNonNull("nextStep")) {
      said.append(errors.isEmpty() ? " " : "\n").append(problem.get("nextStep").asText());
    }
    return new ApiProblem(
        status, problem.path("code").asText(), said.toString().strip(), List.copyOf(errors));
  }

  public int status() {
    return status;
  }

  /// Stable, for programs.
  public String code() {
    return code;
  }

  public List<Wrong> errors() {
    return errors;
  }
}
