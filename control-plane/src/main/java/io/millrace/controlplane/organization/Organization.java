package io.millrace.controlplane.organization;

import java.time.Instant;

/// The tenant.
public record Organization(String id, String name, Instant createdAt) {}
