package io.millrace.controlplane.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Logging in, and what the first start leaves behind.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class SessionTest {

  @Inject OrganizationService organizations;
  @TestHTTPResource URI server;

  private ApiClient admin;
  private ApiClient nobody;

  @BeforeEach
  void prepare() {
    admin = new ApiClient(server, EmbeddedServer.API_KEY);
    nobody = new ApiClient(server, "");
  }

  private String code() throws Exception {
    String url =
        admin
            .expect(201, "POST", admin.organization() + "/console-links", "{}")
            .path("url")
            .asText();
    return url.substring(url.indexOf("#code=") + "#code=".length());
  }

  private HttpResponse<String> login(String field, String value) throws Exception {
    return nobody.call("POST", "/session", "{\"" + field + "\": \"" + value + "\"}");
  }

  @Test
  void aLinkOpensTheConsoleOnce() throws Exception {
    String code = code();
    HttpResponse<String> first = login("code", code);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(first.headers().firstValue("Set-Cookie").orElse(""))
        .contains("HttpOnly")
        .contains("SameSite=Strict")
        .doesNotContain(code);
    assertThat(login("code", code).statusCode()).isEqualTo(401);
  }

  @Test
  void aCodeThatNobodyMadeOpensNothing() throws Exception {
    assertThat(login("code", code() + "x").statusCode()).isEqualTo(401);
    assertThat(login("apiKey", EmbeddedServer.API_KEY + "x").statusCode()).isEqualTo(401);
  }

  @Test
  void theFirstOrganizationIsMadeOnceHoweverOftenItIsAskedFor() throws Exception {
    String before = admin.organization();
    ApiKeyText key = ApiKeyText.parse(EmbeddedServer.API_KEY).orElseThrow();
    organizations.bootstrap("first", key);
    organizations.bootstrap("first", key);
    assertThat(admin.organization()).isEqualTo(before);
    assertThat(admin.expect(200, "GET", before + "/api-keys", "")).hasSize(1);
  }

  @Test
  void aKeyOfThatIdWithAnotherSecretIsNotTakenForIt() {
    ApiKeyText other = ApiKeyText.parse(EmbeddedServer.API_KEY + "0").orElseThrow();
    assertThat(organizations.bootstrap("first", other).name()).isEqualTo("KEY_TAKEN");
  }
}
