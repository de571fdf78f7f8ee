package io.millrace.controlplane.connector;

import io.millrace.runner.protocol.SealedSecret;
import java.util.Map;

/// A source or destination of an install.
public record Connector(
    String name, String type, Map<String, String> config, Map<String, SealedSecret> secrets) {}
