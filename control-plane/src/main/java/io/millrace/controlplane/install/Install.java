package io.millrace.controlplane.install;

import java.time.Instant;

/// One data plane in one account, or on one machine.
public record Install(String id, String name, String platform, String network, Instant createdAt) {}
