package io.millrace.runner.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.runner.protocol.Sealing.CannotOpenException;
import io.millrace.runner.protocol.Sealing.KeyPair;
import io.millrace.runner.protocol.Sealing.Place;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SealingTest {

  private static final BoundFields FIELDS = BoundFields.bundled("postgres").orElseThrow();
  private static final Map<String, String> CONFIG =
      Map.of("hostname", "db.example.com", "database", "shop", "username", "me");
  private static final Place PLACE = place(CONFIG);

  private final KeyPair keys = KeyPair.generate();

  private static Place place(Map<String, String> config) {
    return Place.of("ins_1", "shop", "postgres", FIELDS, config, "password");
  }

  private static Place place(String field, String value) {
    Map<String, String> config = new TreeMap<>(CONFIG);
    config.put(field, value);
    return place(config);
  }

  @Test
  void theRunnerOpensWhatWasSealedToIt() throws Exception {
    for (String secret : List.of("", "s3cret", "pässwörd 🔑", "x".repeat(10_000))) {
      SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, secret);
      assertThat(KeyPair.ofPrivateKey(keys.privateKey()).open(sealed, PLACE)).isEqualTo(secret);
    }
  }

  @Test
  void itCannotBeMovedElsewhere() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    for (Place elsewhere :
        List.of(
            new Place("ins_2", "shop", "postgres", "password", PLACE.bound()),
            new Place("ins_1", "shop2", "postgres", "password", PLACE.bound()),
            new Place("ins_1", "shop", "mysql", "password", PLACE.bound()),
            new Place("ins_1", "shop", "postgres", "username", PLACE.bound()),
            new Place("ins_1s", "hop", "postgres", "password", PLACE.bound()),
            new Place("ins_1", "shop", "postgres", "password", new TreeMap<>()))) {
      assertThatThrownBy(() -> keys.open(sealed, elsewhere))
          .isInstanceOf(CannotOpenException.class);
    }
  }

  @Test
  void itIsSentNowhereElse() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    for (Place elsewhere :
        List.of(
            place("hostname", "db.example.org"),
            place("port", "5433"),
            place("database", "shop?PGHOST=db.example.org"),
            place("sslmode", "disable"))) {
      assertThatThrownBy(() -> keys.open(sealed, elsewhere))
          .isInstanceOf(CannotOpenException.class)
          .hasMessageContaining("hostname, port");
    }
  }

  @Test
  void whatDoesNotSayWhereItGoesMayChange() throws Exception {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    for (Place same :
        List.of(
            place("username", "you"),
            place("batchRows", "10"),
            place("port", "5432"),
            place("sslmode", "prefer"))) {
      assertThat(keys.open(sealed, same)).isEqualTo("s3cret");
    }
  }

  @Test
  void oneOfAnOlderMillraceIsSaidToBeSo() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    SealedSecret older =
        new SealedSecret(sealed.keyId(), sealed.encapsulatedKey(), sealed.ciphertext(), null);
    assertThatThrownBy(() -> keys.open(older, place("hostname", "x")))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("older Millrace");
  }

  /// The console's tests read the same file: both seal to, and open from, the same bytes.
  @Test
  void whatOtherLanguagesSealIsTheSame() throws Exception {
    JsonNode vectors;
    try (InputStream in = getClass().getResourceAsStream("/sealing/vectors.json")) {
      vectors = JsonMapper.builder().build().readTree(in);
    }
    KeyPair recipient =
        KeyPair.ofPrivateKey(Base64.getDecoder().decode(vectors.path("privateKey").asText()));
    for (JsonNode vector : vectors.path("vectors")) {
      String type = vector.path("type").asText();
      Map<String, String> config = new TreeMap<>();
      vector
          .path("config")
          .properties()
          .forEach(e -> config.put(e.getKey(), e.getValue().asText()));
      Place place =
          Place.of(
              vector.path("install").asText(),
              vector.path("connector").asText(),
              type,
              BoundFields.bundled(type).orElseThrow(),
              config,
              vector.path("field").asText());
      assertThat(HexFormat.of().formatHex(place.associatedData()))
          .isEqualTo(vector.path("associatedData").asText());
      SealedSecret sealed =
          Sealing.seal(
              recipient.publicKey(),
              place,
              vector.path("plaintext").asText(),
              Base64.getDecoder().decode(vector.path("keyMaterial").asText()));
      assertThat(JsonMapper.builder().build().<JsonNode>valueToTree(sealed))
          .as(vector.path("says").asText())
          .isEqualTo(vector.path("sealed"));
      assertThat(recipient.open(sealed, place)).isEqualTo(vector.path("plaintext").asText());
    }
  }

  @Test
  void anotherKeyCannotOpenIt() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    assertThatThrownBy(() -> KeyPair.generate().open(sealed, PLACE))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("sealed to the key");
  }

  @Test
  void whatWasTamperedWithIsRefused() {
    SealedSecret sealed = Sealing.seal(keys.publicKey(), PLACE, "s3cret");
    byte[] ciphertext = Base64.getDecoder().decode(sealed.ciphertext());
    for (int position = 0; position < ciphertext.length; position++) {
      byte[] tampered = ciphertext.clone();
      tampered[position] ^= 1;
      SealedSecret changed =
          new SealedSecret(
              sealed.keyId(),
              sealed.encapsulatedKey(),
              Base64.getEncoder().encodeToString(tampered),
              sealed.place());
      assertThatThrownBy(() -> keys.open(changed, PLACE)).isInstanceOf(CannotOpenException.class);
    }
  }

  @Test
  void theSameSecretNeverLooksTheSame() {
    assertThat(Sealing.seal(keys.publicKey(), PLACE, "s3cret"))
        .isNotEqualTo(Sealing.seal(keys.publicKey(), PLACE, "s3cret"));
  }
}
