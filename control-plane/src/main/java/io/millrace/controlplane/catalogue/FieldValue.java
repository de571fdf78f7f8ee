package io.millrace.controlplane.catalogue;

import io.millrace.controlplane.catalogue.ConnectorType.Field;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Suggestion;
import io.millrace.runner.protocol.SealedSecret;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a value is one that its field can have.
final class FieldValue {

  private FieldValue() {}

  static void check(Field field, String value, FieldErrors errors) {
    String at = "config." + field.name();
    switch (field.kind()) {
      case TEXT -> {
        if (field.required()) {
          errors.required(at, value);
        }
      }
      case PORT -> number(field, at, value, "port", errors);
      case NUMBER -> number(field, at, value, "number", errors);
      case BOOLEAN -> {
        if (!value.equals("true") && !value.equals("false")) {
          errors.add(at, "\"" + value + "\" is neither true nor false.");
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

  private static void number(
      Field field, String at, String value, String what, FieldErrors errors) {
    long least = field.minimum() == null ? Long.MIN_VALUE : field.minimum();
    long most = field.maximum() == null ? Long.MAX_VALUE : field.maximum();
    boolean number = value.matches("-?\\d{1,18}");
    if (!number || Long.parseLong(value) < least || Long.parseLong(value) > most) {
      errors.add(at, "\"" + value + "\" is not a " + what + ": use " + least + " to " + most + ".");
    }
  }

  static void checkSealed(String name, SealedSecret secret, FieldErrors errors) {
    errors.required("secrets." + name + ".keyId", secret.keyId());
    base64("secrets." + name + ".encapsulatedKey", secret.encapsulatedKey(), errors);
    base64("secrets." + name + ".ciphertext", secret.ciphertext(), errors);
  }

  private static void base64(String field, @Nullable String value, FieldErrors errors) {
    String given = errors.required(field, value);
    try {
      Base64.getDecoder().decode(given);
    } catch (IllegalArgumentException e) {
      errors.add(field, "It is not base64.");
    }
  }
}
