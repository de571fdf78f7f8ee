package io.millrace.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.home.PrivateJson;
import io.millrace.runner.protocol.BoundFields;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts the sealed secret in the place of `env`, `file` and `value`. What is sealed stays.
public final class Secrets {

  private final String installId;
  private final JsonNode sealingKey;
  private final Catalogue catalogue;
  private final RepeatableSealing sealing;
  private final Map<String, String> environment;

  /// The types of connectors that the control plane has.
  @FunctionalInterface
  public interface Catalogue {
    JsonNode types() throws IOException;
  }

  /// @param sealingKey the install's; null in JSON before a runner has enrolled
  /// @param catalogue only asked when there is something to seal
  public Secrets(
      String installId,
      JsonNode sealingKey,
      Catalogue catalogue,
      RepeatableSealing sealing,
      Map<String, String> environment) {
    this.installId = installId;
    this.sealingKey = sealingKey;
    this.catalogue = catalogue;
    this.sealing = sealing;
    this.environment = environment;
  }

  /// @throws Complaint.Refused with every secret that cannot be had
  public void seal(List<Document> documents) throws Complaint.Refused {
    List<Complaint> complaints = new ArrayList<>();
    for (Document document : documents) {
      if (document.fields().path("secrets") instanceof ObjectNode secrets) {
        for (Map.Entry<String, JsonNode> each : secrets.properties()) {
          try {
            each.setValue(sealed(document, each.getKey(), each.getValue()));
          } catch (IOException e) {
            complaints.add(
                document.complaint("secrets." + each.getKey(), String.valueOf(e.getMessage())));
          }
        }
      }
    }
    if (!complaints.isEmpty()) {
      throw new Complaint.Refused(complaints);
    }
  }

  private JsonNode sealed(Document document, String field, JsonNode given) throws IOException {
    if (given.isNull() || given.has("ciphertext")) {
      return given;
    }
    if (!given.isObject() || given.size() != 1) {
      throw new IOException(
          "Say where the secret is: {env: NAME}, {file: PATH} or {value: TEXT}, or leave it as it"
              + " was exported.");
    }
    String form = given.properties().iterator().next().getKey();
    String plaintext = plaintext(document, form, given.path(form).asText());
    if (!sealingKey.isObject()) {
      throw new IOException(
          "There is no key to seal it to, as no runner has enrolled in the install yet. Start the"
              + " runner, then apply again.");
    }
    SealedSecret sealed =
        sealing.seal(
            Base64.getDecoder().decode(sealingKey.path("publicKey").asText()),
            place(document, field),
            plaintext);
    return PrivateJson.JSON.valueToTree(sealed);
  }

  /// Of a type that there is not, nothing is bound: the control plane refuses it and knows its
  /// name.
  private Sealing.Place place(Document document, String field) throws IOException {
    String type = document.fields().path("type").asText();
    BoundFields bound = new BoundFields(new TreeMap<>());
    for (JsonNode each : catalogue.types()) {
      if (each.path("type").asText().equals(type)) {
        bound = BoundFields.of(each);
      }
    }
    Map<String, String> config = new TreeMap<>();
    document
        .fields()
        .path("config")
        .properties()
        .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
    return Sealing.Place.of(installId, document.name(), type, bound, config, field);
  }

  private String plaintext(Document document, String form, String said) throws IOException {
    return switch (form) {
      case "value" -> said;
      case "env" -> {
        String value = environment.get(said);
        if (value == null) {
          throw new IOException("The environment has no variable " + said + ".");
        }
        yield value;
      }
      case "file" -> {
        Path file = Path.of(document.file()).resolveSibling(said);
        if (!Files.isReadable(file)) {
          throw new IOException("The file " + file + " cannot be read.");
        }
        yield Files.readString(file).replaceFirst("\\R$", "");
      }
      default -> throw new IOException("\"" + form + "\" is none of env, file and value.");
    };
  }
}
