package io.millrace.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OracleSourceTest {

  private static final OracleEndpoint AT =
      new OracleEndpoint("db", 1521, "ORCLCDB", "ORCLPDB1", "c##reader", "disable", 2_000);

  @Test
  void theLogIsTheContainersAndTheTablesThePluggableDatabases() {
    assertThat(config(AT))
        .containsEntry("database.url", "jdbc:oracle:thin:@//db:1521/ORCLCDB")
        .containsEntry("database.dbname", "ORCLCDB")
        .containsEntry("database.pdb.name", "ORCLPDB1")
        .containsEntry("table.include.list", "SHOP\\.ORDERS");
    assertThat(AT.urlOfTables()).isEqualTo("jdbc:oracle:thin:@//db:1521/ORCLPDB1");
  }

  @Test
  void aDatabaseWithoutContainersNamesNone() {
    OracleEndpoint plain = new OracleEndpoint("db", 2484, "ORCL", "", "r", "verify-full", 2_000);
    assertThat(config(plain))
        .doesNotContainKey("database.pdb.name")
        .containsEntry(
            "database.url", "jdbc:oracle:thin:@tcps://db:2484/ORCL?ssl_server_dn_match=on");
  }

  @Test
  void largeValuesAreReadAgainAndNumbersKeepTheirDigits() {
    assertThat(config(AT))
        .containsEntry("lob.enabled", "true")
        .containsEntry("decimal.handling.mode", "string")
        .containsEntry("post.processors", "reselector");
  }

  @Test
  void anEndpointIsReadBackFromItsOwnSettings() {
    assertThat(Endpoint.parse(new Connector("c", "oracle", AT.config(), Map.of())))
        .isEqualTo(new Endpoint.Parsed.Valid(AT));
  }

  private static Map<String, String> config(OracleEndpoint at) {
    return new Capture(
            "${dir:/secrets:password}",
            "orders",
            "millrace_orders",
            "millrace.orders.history",
            "kafka:9092",
            List.of(new TableName("SHOP", "ORDERS")),
            InitialSnapshot.ALL)
        .config(at);
  }
}
