package io.millrace.controlplane.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.v1.Component;
import io.millrace.runner.v1.DesiredState;
import io.millrace.runner.v1.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// Which plugins a data plane is told to have.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class PluginsTest {

  @Inject RunnerStore store;
  @TestHTTPResource URI server;

  @Test
  void aPluginComesWithItsFirstConnectorAndStaysAfterTheLast() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    String install = api.install("plugins");
    String connector =
        """
        {"type": "mariadb", "config": {"hostname": "db", "database": "shop", "username": "me"}}
        """;
    assertThat(plugins(install)).doesNotContain("debezium-mariadb");
    api.expect(200, "PUT", install + "/connectors/shop", connector);
    assertThat(plugins(install)).contains("debezium-mariadb");
    // What is left of it in the data plane is cleaned up by its plugin.
    api.expect(204, "DELETE", install + "/connectors/shop", "");
    assertThat(plugins(install)).contains("debezium-mariadb").doesNotContain("debezium-oracle");
  }

  private String plugins(String install) throws Exception {
    String id = install.substring(install.lastIndexOf('/') + 1);
    Envelope envelope = Envelope.parseFrom(store.newest(id, 0).orElseThrow().envelope());
    return DesiredState.parseFrom(envelope.getPayload()).getComponentsList().stream()
        .filter(component -> component.getName().equals("connect"))
        .map(Component::getSettingsMap)
        .map(settings -> settings.getOrDefault(Release.PLUGINS, ""))
        .findFirst()
        .orElseThrow();
  }
}
