package io.millrace.controlplane.http;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// RFC 9457, with a stable code, the next step, and an error for each field.
@Schema(
    name = "Problem",
    description = "Why a request was not done, and what to do next (RFC 9457)")
public record ProblemDocument(
    @Schema(examples = "about:blank") String type,
    @Schema(examples = "The request is not valid") String title,
    @Schema(examples = "400") int status,
    @Schema(examples = "config.port: \"abc\" is not a whole number.") String detail,
    @Schema(description = "Stable, for programs", examples = "invalid-request") String code,
    @Schema(examples = "Correct the fields that errors names, and send it again.") String nextStep,
    List<FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public ProblemDocument {
    errors = List.copyOf(errors);
  }

  public static ProblemDocument of(
      int status,
      String code,
      String title,
      String detail,
      String nextStep,
      List<FieldError> errors) {
    return new ProblemDocument("about:blank", title, status, detail, code, nextStep, errors);
  }
}
