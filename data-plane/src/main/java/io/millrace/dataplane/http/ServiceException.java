package io.millrace.dataplane.http;

/// A service did not do what it was asked; the message is one sentence for people.
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What it means for the caller.
  public enum Kind {
    /// No answer: the service is down, starting, or out of reach.
    UNREACHABLE,
    /// It answers, but cannot do this now; asking again soon is right.
    BUSY,
    NOT_FOUND,
    /// It will not do this, however often it is asked.
    REFUSED
  }

  private final Kind kind;

  public ServiceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ServiceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
