package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.http.ServiceException;

/// Why a part of a pipeline is not as it should be.
///
/// @param passing whether it may pass by itself, as when a service is away; otherwise a person is
///   needed
record Trouble(String reason, String nextStep, boolean passing) {

  static Trouble of(ServiceException failure) {
    boolean passing =
        switch (failure.kind()) {
          case UNREACHABLE, BUSY -> true;
          case NOT_FOUND, REFUSED -> false;
        };
    return new Trouble(String.valueOf(failure.getMessage()), "", passing);
  }

  /// Carries a trouble out of work in the background.
  static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    Found(Trouble trouble) {
      super(trouble.reason());
      this.trouble = trouble;
    }

    Trouble trouble() {
      return trouble;
    }
  }
}
