package io.millrace.runner.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The settings of a type of connector that say where its secrets go and how well they are guarded
/// on their way, such as host and port: a secret is bound to their values (see [Sealing.Place]).
///
/// @param defaults field → what holds where it is left out; empty for none
public record BoundFields(SortedMap<String, String> defaults) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public BoundFields {
    defaults = Collections.unmodifiableSortedMap(new TreeMap<>(defaults));
  }

  /// @param type as the catalogue and the API describe a type
  public static BoundFields of(JsonNode type) {
    SortedMap<String, String> defaults = new TreeMap<>();
    for (JsonNode field : type.path("fields")) {
      if (field.path("binds").asBoolean()) {
        defaults.put(field.path("name").asText(), field.path("default").asText(""));
      }
    }
    return new BoundFields(defaults);
  }

  /// As the catalogue that comes with this program has them. A runner goes by these: what the
  /// control plane says must not decide where a secret may go.
  ///
  /// @return empty for a type that it does not have
  public static Optional<BoundFields> bundled(String type) {
    if (!type.matches("[a-z0-9-]+")) {
      return Optional.empty();
    }
    try (InputStream in =
        BoundFields.class.getResourceAsStream("/connector-types/" + type + ".json")) {
      return in == null ? Optional.empty() : Optional.of(of(JSON.readTree(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The values that hold, defaults filled in. One that is empty is left out, so that a field which
  /// a later release adds does not make what was sealed before useless.
  public SortedMap<String, String> values(Map<String, String> config) {
    SortedMap<String, String> values = new TreeMap<>();
    defaults.forEach(
        (field, substitute) -> {
          String value = config.getOrDefault(field, substitute);
          if (!value.isEmpty()) {
            values.put(field, value);
          }
        });
    return values;
  }
}
