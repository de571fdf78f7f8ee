package io.millrace.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.millrace.controlplane.database.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Every change leaves an entry, and an entry that somebody has changed is found.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class AuditLogTest {

  @Inject AuditLog audit;
  @Inject Database database;
  @Inject DataSource dataSource;
  @TestHTTPResource URI server;

  @Test
  void aChangedEntryBreaksTheChain() throws Exception {
    ApiClient api = new ApiClient(server, EmbeddedServer.API_KEY);
    api.install("audited-one");
    api.install("audited-two");
    String organization = api.organization().replace("/organizations/", "");
    assertThat(firstBroken(organization)).isEmpty();
    execute(
        "update audit_entries set after = replace(after, 'audited-one', 'audited-0ne')"
            + " where after like '%audited-one%'");
    assertThat(firstBroken(organization)).isPresent();
    execute(
        "update audit_entries set after = replace(after, 'audited-0ne', 'audited-one')"
            + " where after like '%audited-0ne%'");
    assertThat(firstBroken(organization)).isEmpty();
  }

  private OptionalLong firstBroken(String organization) {
    return database.inOrganization(organization, audit::firstBroken);
  }

  /// As somebody who owns the database.
  private void execute(String sql) throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
