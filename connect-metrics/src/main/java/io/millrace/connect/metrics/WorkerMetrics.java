package io.millrace.connect.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/// Reads the MBeans of a Connect worker. An allow-list: only these attributes, and only as numbers,
/// as other attributes name tables, transactions or positions. Figures of several tasks are added
/// up when they count something, and otherwise the greatest is taken.
final class WorkerMetrics {

  private static final Pattern CONSUMER = Pattern.compile("connector-consumer-(.+)-\\d+");

  /// Told for each topic: `age:<topic>`.
  private static final String AGE = "age";

  /// What a topic's rows look like, under `topic:<topic>`.
  private static final String SHAPE = "shape";

  private record Group(String name, String query, String connectorKey, Set<String> attributes) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "source",
              "kafka.connect:type=source-task-metrics,*",
              "connector",
              Set.of(
                  "source-record-write-total",
                  "source-record-write-rate",
                  "source-record-active-count",
                  "poll-batch-avg-time-ms")),
          new Group(
              "sink",
              "kafka.connect:type=sink-task-metrics,*",
              "connector",
              Set.of(
                  "sink-record-send-total",
                  "sink-record-send-rate",
                  "sink-record-active-count",
                  "put-batch-avg-time-ms",
                  "put-batch-max-time-ms")),
          new Group(
              "errors",
              "kafka.connect:type=task-error-metrics,*",
              "connector",
              Set.of(
                  "total-record-errors",
                  "total-record-failures",
                  "total-records-skipped",
                  "total-retries")),
          new Group(
              "consumer",
              "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*",
              "client-id",
              Set.of("records-consumed-total", "records-consumed-rate")),
          new Group(
              "lag",
              "kafka.consumer:type=consumer-fetch-manager-metrics,partition=*,topic=*,client-id=*",
              "client-id",
              Set.of("records-lag")),
          new Group(
              AGE,
              "io.millrace:type=record-age,*",
              "client-id",
              Set.of("AverageMillis", "MaxMillis", "SinceLastMillis")),
          new Group(SHAPE, "io.millrace:type=row-shape,*", "topic", Set.of("Names", "Types")),
          new Group(
              "table-snapshot",
              "io.millrace:type=table-snapshot,*",
              "connector",
              Set.of(
                  "At",
                  "Tables",
                  "TablesLeft",
                  "Rows",
                  "Skipped",
                  "Cancelled",
                  "Percent",
                  "Streaming")),
          new Group(
              "streaming",
              "debezium.*:type=connector-metrics,context=streaming,*",
              "server",
              Set.of(
                  "Connected",
                  "MilliSecondsBehindSource",
                  "MilliSecondsSinceLastEvent",
                  "TotalNumberOfEventsSeen",
                  "NumberOfErroneousEvents",
                  "QueueTotalCapacity",
                  "QueueRemainingCapacity")),
          new Group(
              "snapshot",
              "debezium.*:type=connector-metrics,context=snapshot,*",
              "server",
              Set.of(
                  "SnapshotRunning",
                  "SnapshotCompleted",
                  "SnapshotAborted",
                  "TotalTableCount",
                  "RemainingTableCount",
                  "SnapshotDurationInSeconds",
                  "TotalNumberOfEventsSeen")));

  /// Figures of which the greatest, not the sum, says how several tasks fare.
  private static final Set<String> GREATEST =
      Set.of(
          "poll-batch-avg-time-ms",
          "put-batch-avg-time-ms",
          "put-batch-max-time-ms",
          "AverageMillis",
          "MaxMillis",
          "SinceLastMillis",
          "MilliSecondsBehindSource",
          "MilliSecondsSinceLastEvent",
          "Connected",
          "SnapshotRunning",
          "SnapshotCompleted",
          "SnapshotAborted",
          "SnapshotDurationInSeconds");

  private final MBeanServer server;

  WorkerMetrics(MBeanServer server) {
    this.server = server;
  }

  /// By connector; Debezium's own figures are under its topic prefix, with `server:` before it.
  Map<String, Map<String, Map<String, Double>>> read() {
    Map<String, Map<String, Map<String, Double>>> all = new TreeMap<>();
    for (Group group : GROUPS) {
      for (ObjectName bean : beans(group.query())) {
        String owner = owner(group, bean);
        if (owner != null) {
          Map<String, Double> figures =
              all.computeIfAbsent(owner, _ -> new TreeMap<>())
                  .computeIfAbsent(groupName(group, bean), _ -> new TreeMap<>());
          addFigures(bean, group.attributes(), figures);
        }
      }
    }
    return all;
  }

  private static String groupName(Group group, ObjectName bean) {
    String topic = bean.getKeyProperty("topic");
    return group.name().equals(AGE) && topic != null ? AGE + ":" + plain(topic) : group.name();
  }

  private static String plain(String value) {
    return value.startsWith("\"") ? ObjectName.unquote(value) : value;
  }

  private Set<ObjectName> beans(String query) {
    try {
      return server.queryNames(new ObjectName(query), null);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(query, e);
    }
  }

  private static @Nullable String owner(Group group, ObjectName bean) {
    String value = bean.getKeyProperty(group.connectorKey());
    if (value == null) {
      return null;
    }
    String plain = plain(value);
    return switch (group.connectorKey()) {
      case "client-id" -> {
        Matcher matcher = CONSUMER.matcher(plain);
        yield matcher.matches() ? matcher.group(1) : null;
      }
      case "server" -> "server:" + plain;
      case "topic" -> "topic:" + plain;
      default -> plain;
    };
  }

  private void addFigures(ObjectName bean, Set<String> names, Map<String, Double> figures) {
    try {
      for (Attribute attribute :
          server.getAttributes(bean, names.toArray(String[]::new)).asList()) {
        double value = number(attribute.getValue());
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
          boolean greatest = GREATEST.contains(attribute.getName());
          figures.merge(attribute.getName(), value, greatest ? Math::max : Double::sum);
        }
      }
    } catch (JMException _) {
      // The task ended between the query and the read; the next read will not list it.
    }
  }

  private static double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean flag -> flag ? 1 : 0;
      case null, default -> Double.NaN;
    };
  }
}
