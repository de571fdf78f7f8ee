package io.millrace.system.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A connection is tried from inside the data plane before anything is built on it. The secret that
/// is left out is the stored connector's, which only the runner can open, and which is shown to no
/// other place.
@SharesMillrace(demo = true)
class ConnectionTestsST {

  private static final String TEST =
      """
      {"role": "SOURCE", "name": "%s", "type": "postgres", "tables": ["public.%s"], "config": %s}
      """;

  private Rig rig;
  private String install;

  @Test
  void aConnectionIsTriedAndEachFindingIsAtItsField(Rig shared) throws Exception {
    rig = shared;
    install = rig.installPath();
    JsonNode stored =
        rig.api().get(install + "/connectors/orders-source", rig.apiKey()).path("config");

    JsonNode fine = tried("orders-source", "orders", stored);
    assertThat(fine.path("findings")).as(fine.toString()).isEmpty();
    assertThat(fine.at("/tables/0/name").asText()).isEqualTo("public.orders");
    assertThat(fine.at("/tables/0/primaryKey").asBoolean()).isTrue();
    JsonNode missing = tried("orders-source", "no_such_table", stored);
    finding(missing, "source-table-missing", "null", "Correct the pipeline's table");
    assertThat(missing.at("/steps/1/ok").asBoolean()).as("LOGIN").isTrue();

    JsonNode elsewhere = ((ObjectNode) stored.deepCopy()).put("port", "1");
    finding(tried("new", "orders", elsewhere), "source-refused", "port", "listen_addresses");
    finding(tried("new", "orders", stored), "source-login-refused", "password", "ALTER ROLE");

    HttpResponse<String> refused = begin("orders-source", "orders", elsewhere);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("secrets.password").contains("Enter it again");
  }

  private static void finding(JsonNode test, String code, String field, String nextStep) {
    JsonNode finding = test.at("/findings/0");
    assertThat(finding.path("code").asText()).as(test.toString()).isEqualTo(code);
    assertThat(finding.path("field").asText()).isEqualTo(field);
    assertThat(finding.path("nextStep").asText()).contains(nextStep);
  }

  private HttpResponse<String> begin(String name, String table, JsonNode config) throws Exception {
    return rig.api()
        .call(
            "POST",
            install + "/connection-tests",
            rig.apiKey(),
            TEST.formatted(name, table, config));
  }

  private JsonNode tried(String name, String table, JsonNode config) throws Exception {
    HttpResponse<String> begun = begin(name, table, config);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String id = new ObjectMapper().readTree(begun.body()).path("id").asText();
    JsonNode[] test = new JsonNode[1];
    Wait.until(
        Duration.ofSeconds(30),
        () -> {
          test[0] = rig.api().get(install + "/connection-tests/" + id, rig.apiKey());
          assertThat(test[0].path("state").asText()).isEqualTo("DONE");
        });
    return test[0];
  }
}
