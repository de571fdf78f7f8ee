package io.millrace.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SqlServerSourceTest {

  private final Map<String, String> config = config("require", "orders");

  @Test
  void onlyTheTablesOfThePipelineAreRead() {
    assertThat(config)
        .containsEntry("database.names", "shop")
        .containsEntry("table.include.list", "dbo\\.customers,dbo\\.orders");
  }

  @Test
  void aTopicIsNamedWithoutTheDatabase() {
    assertThat(config).containsEntry("transforms", "topic,faithfulRow");
    assertThat(renamed("orders.shop.dbo.orders")).isEqualTo("orders.dbo.orders");
    assertThat(renamed("orders.my.old.shop.dbo.orders")).isEqualTo("orders.dbo.orders");
    assertThat(renamed("orders.dbo.orders")).isEqualTo("orders.dbo.orders");
    assertThat(renamed("millrace.heartbeat.orders")).isEqualTo("millrace.heartbeat.orders");
  }

  @Test
  void theDriverIsToldWhetherToEncryptAndWhomToTrust() {
    assertThat(config)
        .containsEntry("driver.encrypt", "true")
        .containsEntry("driver.trustServerCertificate", "true");
    assertThat(config("verify-full", "orders"))
        .containsEntry("driver.encrypt", "true")
        .containsEntry("driver.trustServerCertificate", "false");
    assertThat(config("disable", "orders")).containsEntry("driver.encrypt", "false");
  }

  @Test
  void nobodyIsKeptFromWritingWhileTheTablesAreRead() {
    assertThat(config).containsEntry("snapshot.isolation.mode", "read_committed");
  }

  private static Map<String, String> config(String sslMode, String prefix) {
    return new Capture(
            "${dir:/secrets:password}",
            prefix,
            "millrace_orders",
            "millrace.orders.history",
            "kafka:9092",
            List.of(new TableName("dbo", "orders"), new TableName("dbo", "customers")),
            InitialSnapshot.ALL)
        .config(new SqlServerEndpoint("db", 1433, "shop", "reader", sslMode, 2_000));
  }

  /// As Kafka's RegexRouter does it.
  private String renamed(String topic) {
    Matcher matcher =
        Pattern.compile(config.getOrDefault("transforms.topic.regex", "")).matcher(topic);
    return matcher.matches()
        ? matcher.replaceFirst(config.getOrDefault("transforms.topic.replacement", ""))
        : topic;
  }
}
