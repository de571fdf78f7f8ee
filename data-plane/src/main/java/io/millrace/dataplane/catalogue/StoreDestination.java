package io.millrace.dataplane.catalogue;

import io.millrace.dataplane.catalogue.JdbcDestination.Aside;
import io.millrace.runner.protocol.DesiredState.Deletes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A store as a destination, by our own sinks in the module `connect-stores`.
public final class StoreDestination {

  private StoreDestination() {}

  /// Records on their way to a collection.
  ///
  /// @param rows the columns they bring
  public record Delivery(String topic, String collection, List<Column> rows) {
    public Delivery {
      rows = List.copyOf(rows);
    }
  }

  /// @param secrets field → an expression that Connect resolves
  /// @param kafka bootstrap servers of the install
  /// @param aside empty when a refused row stops the pipeline
  public static Map<String, String> config(
      StoreEndpoint at,
      Map<String, String> secrets,
      List<Delivery> deliveries,
      Deletes deletes,
      String kafka,
      Optional<Aside> aside) {
    List<Delivery> sorted =
        deliveries.stream().sorted(Comparator.comparing(Delivery::topic)).toList();
    Map<String, String> config = new TreeMap<>(at.settings(secrets));
    config.put("connector.class", at.sink());
    config.put("tasks.max", "1");
    config.put(
        "topics",
        Stream.concat(sorted.stream().map(Delivery::topic), aside.stream().map(Aside::replays))
            .collect(Collectors.joining(",")));
    config.put("millrace.deletes", deletes.name());
    config.put("millrace.kafka.bootstrap.servers", kafka);
    config.putAll(JdbcDestination.READS);
    List<String> chain = new ArrayList<>();
    aside.ifPresent(each -> JdbcDestination.setAside(config, each, chain));
    String columns = columns(sorted);
    if (!columns.isEmpty()) {
      chain.add("row");
      config.put("transforms.row.type", "io.millrace.connect.transform.WrittenRow");
      config.put("transforms.row.columns", columns);
    }
    for (Delivery delivery : sorted) {
      JdbcDestination.route(config, chain, delivery.topic(), delivery.collection());
    }
    config.put("transforms", String.join(",", chain));
    return config;
  }

  /// As [WrittenAs] for databases: what is without a zone comes without one, and bits as people
  /// write them.
  private static String columns(List<Delivery> deliveries) {
    List<String> topics = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      List<String> columns = new ArrayList<>();
      for (Column column : delivery.rows()) {
        kind(column).ifPresent(kind -> columns.add(column.name() + "=" + kind));
      }
      if (!columns.isEmpty()) {
        topics.add(delivery.topic() + "|" + String.join(",", columns));
      }
    }
    return String.join(" ", topics);
  }

  private static Optional<String> kind(Column column) {
    if (column.array()) {
      return Optional.empty();
    }
    return switch (column.baseType()) {
      case "date",
          "time without time zone",
          "time",
          "interval hour to second",
          "timestamp without time zone" ->
          Optional.of("time");
      case "bit", "bit varying" -> Optional.of("bits");
      default -> Optional.empty();
    };
  }
}
