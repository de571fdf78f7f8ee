package io.millrace.controlplane.connector;

import io.millrace.runner.protocol.SealedSecret;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A source or destination of an install. Its fields are in alphabetical order, so that the same
/// connector is always the same text.
public record Connector(
    String name, String type, Map<String, String> config, Map<String, SealedSecret> secrets) {

  public Connector {
    config = Collections.unmodifiableMap(new TreeMap<>(config));
    secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
  }
}
