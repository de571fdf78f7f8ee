package io.millrace.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MongoSourceTest {

  private static final MongoEndpoint AT =
      new MongoEndpoint(
          "mongodb://a:27017,b/?replicaSet=rs0", "shop", "reader", "admin", "verify-full", 2_000);
  private static final TableName ORDERS = new TableName("shop", "orders");

  @Test
  void theRightToReadOneDatabaseIsEnoughForItsCollections() {
    assertThat(config(AT, List.of(ORDERS, new TableName("shop", "customers"))))
        .containsEntry("collection.include.list", "shop\\.customers,shop\\.orders")
        .containsEntry("capture.scope", "database")
        .containsEntry("capture.target", "shop");
    assertThat(config(AT, List.of(ORDERS, new TableName("crm", "customers"))))
        .doesNotContainKey("capture.scope");
  }

  @Test
  void aRunningConnectorSaysWhichCollectionsItReads() {
    assertThat(SourceRecords.included(config(AT, List.of(ORDERS))))
        .containsExactly("shop\\.orders");
  }

  @Test
  void aDocumentIsReadWholeAndBecomesARow() {
    assertThat(config(AT, List.of(ORDERS)))
        .containsEntry("capture.mode", "change_streams_update_full")
        .containsEntry("transforms", "document,faithfulRow");
  }

  @Test
  void whoNeedsNoUserNamesNone() {
    MongoEndpoint open = new MongoEndpoint("mongodb://a", "shop", "", "admin", "disable", 2_000);
    assertThat(config(open, List.of(ORDERS)))
        .doesNotContainKeys("mongodb.user", "mongodb.password")
        .containsEntry("mongodb.ssl.enabled", "false");
  }

  @Test
  void anAddressHasNoPasswordInIt() {
    assertThat(Endpoint.parse(new Connector("c", "mongodb", AT.config(), Map.of())))
        .isEqualTo(new Endpoint.Parsed.Valid(AT));
    assertThat(AT.address()).isEqualTo("a:27017,b/shop");
    Map<String, String> config = new HashMap<>(AT.config());
    config.put("uri", "mongodb://me:secret@a/");
    assertThat(Endpoint.parse(new Connector("c", "mongodb", config, Map.of())))
        .isInstanceOfSatisfying(
            Endpoint.Parsed.Invalid.class,
            invalid -> assertThat(invalid.problem().toString()).doesNotContain("secret"));
  }

  private static Map<String, String> config(MongoEndpoint at, List<TableName> collections) {
    return new Capture(
            "${dir:/secrets:password}",
            "orders",
            "millrace_orders",
            "millrace.orders.history",
            "kafka:9092",
            collections,
            InitialSnapshot.ALL)
        .config(at);
  }
}
