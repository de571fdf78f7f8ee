package io.millrace.system.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A connection is tried from inside the data plane before anything is built on it. The secret that
/// is left out is the stored connector's, which only the runner can open.
class ConnectionTestsST {

  private static final String TEST =
      """
      {"role": "%s", "name": "orders-source", "type": "postgres", "tables": ["public.%s"],
       "config": {"hostname": "127.0.0.1", "port": "%d", "database": "shop", "username": "%s"}}
      """;

  private Rig rig;
  private String install;

  @Test
  void aConnectionIsTriedAndEachFindingIsAtItsField() throws Exception {
    try (Rig own = Rig.up("--rate", "0")) {
      rig = own;
      String organization =
          rig.api().get("/api/v1/me", rig.apiKey()).at("/organization/id").asText();
      String installs = "/api/v1/organizations/" + organization + "/installs";
      install = installs + "/" + rig.api().get(installs, rig.apiKey()).at("/0/id").asText();
      int port = rig.port(9733);

      JsonNode fine = tried("SOURCE", "orders", port, "shop");
      assertThat(fine.path("findings")).as(fine.toString()).isEmpty();
      assertThat(fine.at("/tables/0/name").asText()).isEqualTo("public.orders");
      assertThat(fine.at("/tables/0/primaryKey").asBoolean()).isTrue();

      finding(tried("SOURCE", "orders", 1, "shop"), "source-refused", "port", "listen_addresses");
      finding(
          tried("SOURCE", "orders", port, "nobody"),
          "source-login-refused",
          "password",
          "ALTER ROLE");
      JsonNode missing = tried("SOURCE", "no_such_table", port, "shop");
      finding(missing, "source-table-missing", "", "public.orders");
      assertThat(missing.at("/steps/1/ok").asBoolean()).as("LOGIN").isTrue();
    }
  }

  private static void finding(JsonNode test, String code, String field, String nextStep) {
    JsonNode finding = test.at("/findings/0");
    assertThat(finding.path("code").asText()).as(test.toString()).isEqualTo(code);
    assertThat(finding.path("field").asText("")).isEqualTo(field.isEmpty() ? "null" : field);
    assertThat(finding.path("nextStep").asText()).contains(nextStep);
  }

  private JsonNode tried(String role, String table, int port, String user) throws Exception {
    HttpResponse<String> begun =
        rig.api()
            .call(
                "POST",
                install + "/connection-tests",
                rig.apiKey(),
                TEST.formatted(role, table, port, user));
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
