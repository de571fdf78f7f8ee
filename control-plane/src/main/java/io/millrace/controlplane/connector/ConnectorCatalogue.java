package io.millrace.controlplane.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.connector.ConnectorType.Field;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The types of connectors, and whether a config fits one.
@ApplicationScoped
public class ConnectorCatalogue {

  private static final int HIGHEST_PORT = 65_535;
  private static final List<String> BUNDLED = List.of("postgres");

  private final List<ConnectorType> types;

  ConnectorCatalogue(ObjectMapper json) throws IOException {
    types = new java.util.ArrayList<>();
    for (String name : BUNDLED) {
      try (InputStream in =
          ConnectorCatalogue.class.getResourceAsStream("/connector-types/" + name + ".json")) {
        types.add(json.readValue(in, ConnectorType.class));
      }
    }
  }

  public List<ConnectorType> types() {
    return List.copyOf(types);
  }

  /// Adds what does not fit, every field of it.
  void check(Connector connector, FieldErrors errors) {
    Optional<ConnectorType> type =
        types.stream().filter(each -> each.type().equals(connector.type())).findFirst();
    if (type.isEmpty()) {
      errors.add(
          "type",
          Suggestion.unknown(
              "connector type",
              connector.type(),
              types.stream().map(ConnectorType::type).toList()));
      return;
    }
    Map<String, Field> plain = fields(type.get(), false);
    Map<String, Field> secret = fields(type.get(), true);
    connector
        .config()
        .forEach(
            (name, value) -> {
              if (secret.containsKey(name)) {
                errors.add(
                    "config." + name,
                    "It is a secret and must not be sent in the clear: seal it to the install's"
                        + " sealingKey and send it under secrets."
                        + name
                        + ".");
              } else if (!plain.containsKey(name)) {
                errors.add("config." + name, Suggestion.unknown("field", name, plain.keySet()));
              } else {
                checkValue(plain.get(name), value, errors);
              }
            });
    connector
        .secrets()
        .forEach(
            (name, secretValue) -> {
              if (!secret.containsKey(name)) {
                errors.add(
                    "secrets." + name, Suggestion.unknown("secret field", name, secret.keySet()));
              } else {
                checkSealed(name, secretValue, errors);
              }
            });
    plain.values().stream()
        .filter(field -> field.required() && !connector.config().containsKey(field.name()))
        .forEach(field -> errors.add("config." + field.name(), "It is missing."));
  }

  private static Map<String, Field> fields(ConnectorType type, boolean secret) {
    return type.fields().stream()
        .filter(field -> field.secret() == secret)
        .collect(Collectors.toMap(Field::name, field -> field));
  }

  private static void checkValue(Field field, String value, FieldErrors errors) {
    String at = "config." + field.name();
    switch (field.kind()) {
      case TEXT -> errors.required(at, value);
      case PORT -> {
        if (!value.matches("\\d{1,5}")
            || Integer.parseInt(value) < 1
            || Integer.parseInt(value) > HIGHEST_PORT) {
          errors.add(at, "\"" + value + "\" is not a port: use 1 to 65535.");
        }
      }
      case CHOICE -> {
        List<String> choices = field.choices() == null ? List.of() : field.choices();
        if (!choices.contains(value)) {
          errors.add(at, Suggestion.unknown("choice", value, choices));
        }
      }
    }
  }

  private static void checkSealed(String name, SealedSecret secret, FieldErrors errors) {
    errors.required("secrets." + name + ".keyId", secret.keyId());
    errors.required("secrets." + name + ".encapsulatedKey", secret.encapsulatedKey());
    errors.required("secrets." + name + ".ciphertext", secret.ciphertext());
  }
}
