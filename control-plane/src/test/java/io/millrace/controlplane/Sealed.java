package io.millrace.controlplane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.Sealing.Place;
import java.util.Map;
import java.util.TreeMap;

/// Connectors with made-up ciphertexts that say of themselves to be sealed for where they are sent.
public final class Sealed {

  private Sealed() {}

  /// @param install its path
  /// @param connector as JSON; secrets in it need no place
  public static String in(String install, String name, String connector)
      throws JsonProcessingException {
    ObjectNode node = (ObjectNode) ApiClient.JSON.readTree(connector);
    in(install, name, node);
    return node.toString();
  }

  public static void in(String install, String name, ObjectNode connector) {
    String type = connector.path("type").asText();
    Map<String, String> config = new TreeMap<>();
    connector
        .path("config")
        .properties()
        .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
    connector
        .path("secrets")
        .properties()
        .forEach(
            each -> {
              Place place =
                  Place.of(
                      install.substring(install.lastIndexOf('/') + 1),
                      name,
                      type,
                      BoundFields.bundled(type).orElseThrow(),
                      config,
                      each.getKey());
              ((ObjectNode) each.getValue()).put("place", place.digest());
            });
  }
}
