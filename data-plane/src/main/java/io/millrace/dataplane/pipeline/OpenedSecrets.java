package io.millrace.dataplane.pipeline;

import java.util.Map;

/// What the connectors' sealed secrets were opened to.
///
/// @param byConnector connector → field → secret; without the connectors that are refused
/// @param refused connector → why one of its secrets cannot be opened, as a sentence
public record OpenedSecrets(
    Map<String, Map<String, String>> byConnector, Map<String, String> refused) {

  /// What a person can do about one that is refused.
  public static final String NEXT_STEP =
      "Enter it again in the connector: it is then sealed for where it goes now, to this runner's"
          + " present key.";

  public OpenedSecrets {
    byConnector = Map.copyOf(byConnector);
    refused = Map.copyOf(refused);
  }

  @Override
  public String toString() {
    return "OpenedSecrets" + byConnector.keySet() + refused;
  }
}
