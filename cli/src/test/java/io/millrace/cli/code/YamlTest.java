package io.millrace.cli.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.code.Document.Kind;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTest {

  private static final List<String> WORDS =
      List.of(
          "a",
          "5432",
          "yes",
          "null",
          "1e3",
          "x: y",
          "# no",
          " padded ",
          "line\nbreak\n",
          "'\"",
          "🦆",
          "~",
          "",
          "- list",
          "{a}",
          "\ttab",
          "SELECT 1\n  FROM t -- 'x'");

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAsItWasAndWrittenTheSameAgain() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ObjectNode object = PrivateJson.JSON.createObjectNode().put("name", "c" + seed);
      object.put("type", word(random) + "x");
      ObjectNode config = object.putObject("config");
      for (int i = 0; i < 4; i++) {
        config.put("field" + i, word(random));
      }
      String text = Export.text(Kind.CONNECTOR, object);
      Path file = Files.writeString(folder.resolve("one.yaml"), text);
      Document document = Yaml.read(file).getFirst();
      assertThat(document.fields()).as("seed %s:%n%s", seed, text).isEqualTo(object);
      assertThat(Export.text(Kind.CONNECTOR, document.fields())).isEqualTo(text);
    }
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  @Test
  void numbersAreTheTextTheyAreWrittenAs() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            "kind: Connector\nname: c\ntype: postgres\nconfig:\n  port: 05432\n  on: yes\n");
    ObjectNode fields = Yaml.read(file).getFirst().fields();
    assertThat(fields.at("/config/port").asText()).isEqualTo("05432");
    assertThat(fields.at("/config/on").asText()).isEqualTo("yes");
  }

  @Test
  void anErrorKnowsItsLineAlsoWhereTheFieldIsMissing() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            # two objects
            kind: Connector
            name: c
            config:
              port: 1
            ---
            kind: Pipeline
            name: p
            tables:
              - source: a.b
                destination: c
            """);
    List<Document> documents = Yaml.read(file);
    assertThat(documents.getFirst().complaint("config.port", "m").line()).isEqualTo(5);
    assertThat(documents.getFirst().complaint("config.hostname", "m").line()).isEqualTo(4);
    assertThat(documents.getFirst().complaint("type", "m").line()).isEqualTo(2);
    assertThat(documents.get(1).complaint("tables[0].destination", "m"))
        .hasToString(file + ":11: tables[0].destination: m");
  }

  @Test
  void whatIsNoDocumentIsNamedByFileAndLine() throws IOException {
    refused("kind: Connektor\nname: a\n", "x.yaml:1: kind: \"Connektor\" is no kind");
    refused("name: a\n", "x.yaml:1: kind: It is missing");
    refused("kind: Pipeline\n", "x.yaml:1: name: It is missing");
    refused("kind: Pipeline\nname: a\nname: b\n", "x.yaml:3: name: It is there twice");
    refused("kind: Pipeline\nname: [a\n", "It is not YAML");
    refused("- a\n", "x.yaml:1: It is no object");
    refused(
        "kind: Pipeline\nname: a\n---\nkind: Pipeline\nname: a\n", "x.yaml:5: name: \"a\" is also");
    refused("a: &x {b: *x}\n", "x.yaml:1");
  }

  private void refused(String text, String message) throws IOException {
    Files.writeString(folder.resolve("x.yaml"), text);
    assertThatThrownBy(() -> Yaml.read(folder))
        .isInstanceOf(Complaint.Refused.class)
        .hasMessageContaining(message);
  }
}
