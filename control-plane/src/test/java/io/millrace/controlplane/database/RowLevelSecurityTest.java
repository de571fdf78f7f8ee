package io.millrace.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.controlplane.ApiClient;
import io.millrace.controlplane.EmbeddedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// What a query that forgets its organization, or names another's, finds in the database itself.
@QuarkusTest
@QuarkusTestResource(EmbeddedServer.class)
class RowLevelSecurityTest {

  private static final String EVERY_TABLE =
      """
      select table_name from information_schema.columns
      where table_schema = 'public' and column_name = 'organization_id'
      union select 'organizations'
      """;

  @Inject Database database;
  @Inject DataSource dataSource;
  @TestHTTPResource URI server;

  @Test
  void everyTableOfAnOrganizationIsGuardedEvenFromItsOwner() throws SQLException {
    List<String> guarded =
        texts(
            "select relname from pg_class where relrowsecurity and relforcerowsecurity"
                + " and relnamespace = 'public'::regnamespace");
    assertThat(guarded).containsAll(texts(EVERY_TABLE));
    assertThat(texts(EVERY_TABLE)).hasSizeGreaterThan(8);
  }

  @Test
  void aTransactionSeesItsOwnOrganizationOnly() throws Exception {
    new ApiClient(server, EmbeddedServer.API_KEY).install("guarded");
    String own = text("select organization_id from installs where name = 'guarded'");
    assertThat(count(own, "select count(*) from installs")).isPositive();
    assertThat(count(own, "select count(*) from installs where organization_id <> '" + own + "'"))
        .isZero();
    for (String table : texts(EVERY_TABLE)) {
      try {
        assertThat(count("org_of_nobody", "select count(*) from " + table)).as(table).isZero();
      } catch (DatabaseException e) {
        // Not even the right to ask.
        assertThat(e).as(table).rootCause().hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void aTransactionCannotWriteForAnotherOrganization() {
    assertThatThrownBy(
            () ->
                database.inOrganization(
                    "org_of_nobody",
                    transaction ->
                        transaction.update(
                            "insert into installs (id, organization_id, name, platform, network)"
                                + " select 'ins_stolen', id, 'stolen', 'local', 'existing'"
                                + " from (values ((select text 'org_other'))) other (id)")))
        .rootCause()
        .hasMessageContaining("row-level security");
  }

  @Test
  void anOrganizationsRightsEndWithItsTransaction() throws SQLException {
    assertThat(count("org_of_nobody", "select count(*) from installs")).isZero();
    assertThat(text("select current_user || coalesce(current_organization(), '')"))
        .isEqualTo("postgres");
  }

  @Test
  void anAuditEntryCannotBeChangedOrDeleted() {
    for (String sql :
        List.of("update audit_entries set action = ''", "delete from audit_entries")) {
      assertThatThrownBy(() -> database.inOrganization("org_of_nobody", each -> each.update(sql)))
          .rootCause()
          .hasMessageContaining("permission denied");
    }
  }

  private long count(String organization, String sql) {
    return database.inOrganization(
        organization, transaction -> transaction.find(sql, row -> row.number("count")).orElse(-1L));
  }

  private String text(String sql) throws SQLException {
    return texts(sql).getFirst();
  }

  /// As the owner of everything, who is a superuser here.
  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
