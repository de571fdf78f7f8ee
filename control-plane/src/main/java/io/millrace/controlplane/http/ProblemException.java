package io.millrace.controlplane.http;

import java.util.List;

/// A request that cannot be done, in words for the person who made it.
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ProblemDocument document;

  public ProblemException(ProblemDocument document) {
    super(document.detail());
    this.document = document;
  }

  public ProblemDocument document() {
    return document;
  }

  public static ProblemException of(
      int status, String code, String title, String detail, String nextStep) {
    return new ProblemException(
        ProblemDocument.of(status, code, title, detail, nextStep, List.of()));
  }

  public static ProblemException invalid(List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
    return new ProblemException(
        ProblemDocument.of(
            400,
            "invalid-request",
            "The request is not valid",
            first.field() + ": " + first.message() + more,
            "Correct the fields that errors names, and send it again.",
            errors));
  }

  /// The same words for what is not there and what belongs to somebody else.
  public static ProblemException notFound(String what, String name) {
    return of(
        404,
        "not-found",
        "There is no such " + what,
        "There is no " + what + " \"" + name + "\" here.",
        "Check the name, and that your key is of the right organization.");
  }

  public static ProblemException nameTaken(String what, String name) {
    return of(
        409,
        "name-taken",
        "The name is taken",
        "There is a " + what + " \"" + name + "\" already.",
        "Choose another name, or change the one that is there.");
  }

  public static ProblemException changedMeanwhile(String what, String name) {
    return of(
        412,
        "changed-meanwhile",
        "It was changed meanwhile",
        "The " + what + " \"" + name + "\" is no longer what If-Match names.",
        "Read it again, make your change to that, and send it with its ETag.");
  }
}
