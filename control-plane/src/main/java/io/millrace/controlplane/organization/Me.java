package io.millrace.controlplane.organization;

import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Who the caller is.
@Schema(description = "Who the caller is, and of which organization")
public record Me(OrganizationRef organization, PrincipalRef principal) {

  public record OrganizationRef(String id, String name) {}

  @Schema(name = "Principal")
  public record PrincipalRef(Principal.Kind kind, String id, String name, Role role) {}

  static Me of(Principal principal) {
    return new Me(
        new OrganizationRef(principal.organizationId(), principal.organizationName()),
        new PrincipalRef(principal.kind(), principal.id(), principal.name(), principal.role()));
  }
}
