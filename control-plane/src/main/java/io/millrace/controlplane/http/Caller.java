package io.millrace.controlplane.http;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/// The principal of the present request.
@RequestScoped
public class Caller {

  private @Nullable Principal principal;

  void identify(Principal found) {
    principal = found;
  }

  public Principal principal() {
    if (principal == null) {
      throw new IllegalStateException("An open endpoint asked who calls it");
    }
    return principal;
  }
}
