package io.millrace.controlplane.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The published schema is what the API takes. When the API or the catalogue has changed, run this
/// with `-Dmillrace.schema.write=true`.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class MillraceSchemaTest {

  @TestHTTPResource URI server;

  @Test
  void thePublishedSchemaIsTheOneThatIsServed() throws Exception {
    Path published = Path.of("../spec/schemas/millrace.schema.json");
    // Without a key: editors have none.
    String served = new ApiClient(server, "").call("GET", "/millrace.schema.json", "").body();
    if (Boolean.getBoolean("millrace.schema.write")) {
      Files.writeString(published, served);
    }
    assertThat(published).hasContent(served);
  }
}
