package io.millrace.dataplane.catalogue;

import io.millrace.dataplane.catalogue.JdbcDestination.Delivery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which columns must be rewritten on their way into a database, in the words of the transform
/// `WrittenRow`: `topic|column=kind,column=kind` for each topic, separated by blanks. PostgreSQL
/// reads every text that another PostgreSQL or we write, so nothing is rewritten for it.
final class WrittenAs {

  private WrittenAs() {}

  static String of(Dialect dialect, List<Delivery> deliveries) {
    if (dialect == Dialect.POSTGRES) {
      return "";
    }
    List<String> topics = new ArrayList<>();
    for (Delivery delivery :
        deliveries.stream().sorted(Comparator.comparing(Delivery::topic)).toList()) {
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
      return Optional.of("json");
    }
    return switch (column.baseType()) {
      case "date" -> Optional.of("date");
      case "time without time zone", "time", "interval hour to second" -> Optional.of("time");
      case "timestamp without time zone", "timestamp with time zone" -> Optional.of("timestamp");
      case "bit", "bit varying" -> Optional.of("bits");
      case "point", "geometry", "geography" -> Optional.of("json");
      default -> Optional.empty();
    };
  }
}
