package io.millrace.runner.connection;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/// Why there is no connection, in words.
record Trouble(String code, String what, String why, String nextStep, boolean fenced) {

  static Trouble of(Throwable failure, String address) {
    if (caused(failure, CertificateNotYetValidException.class) != null
        || caused(failure, CertificateExpiredException.class) != null) {
      return new Trouble(
          "certificate-time",
          "The control plane at " + address + " cannot be trusted now",
          "Its certificate is not valid at this machine's time: " + rootMessage(failure),
          "Check this machine's clock against the control plane's (timedatectl)",
          false);
    }
    Status status =
        failure instanceof StatusRuntimeException call ? call.getStatus() : Status.UNKNOWN;
    String said = status.getDescription() == null ? rootMessage(failure) : status.getDescription();
    return switch (status.getCode()) {
      case FAILED_PRECONDITION ->
          new Trouble(
              "second-runner",
              "This runner was refused and does nothing",
              String.valueOf(said),
              "Stop one of the two. If the other one is gone, this one takes over by itself",
              true);
      case UNAUTHENTICATED ->
          new Trouble(
              "not-authenticated",
              "The control plane at " + address + " refused this runner",
              String.valueOf(said),
              "Make a new enrolment token for this install and enrol anew",
              false);
      default ->
          new Trouble(
              "control-plane-unreachable",
              "The control plane at " + address + " cannot be reached",
              String.valueOf(said),
              "Nothing, if it is down for a while: the data plane goes on and is repaired"
                  + " meanwhile. Otherwise check the network and port",
              false);
    };
  }

  private static <T> @Nullable Throwable caused(Throwable failure, Class<T> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return each;
      }
    }
    return null;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
