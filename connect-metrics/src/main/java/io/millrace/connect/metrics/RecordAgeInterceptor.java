package io.millrace.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Measures the age of a sink's records by their Kafka timestamp; wired through
/// `consumer.override.interceptor.classes`. Looks at timestamps only and at the last record of each
/// partition in a batch, so it costs the same for one record as for five thousand.
public final class RecordAgeInterceptor implements ConsumerInterceptor<Object, Object> {

  /// Of all tasks: a task that starts anew may publish before the one it replaces is closed, which
  /// must not take away what is no longer its own.
  private static final Map<ObjectName, RecordAge> PUBLISHED = new HashMap<>();

  private final Map<String, RecordAge> ages = new HashMap<>();
  private String client = "";

  @Override
  public void configure(Map<String, ?> configs) {
    client = String.valueOf(configs.get(ConsumerConfig.CLIENT_ID_CONFIG));
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    long now = System.currentTimeMillis();
    long nanos = System.nanoTime();
    for (TopicPartition partition : records.partitions()) {
      ConsumerRecord<Object, Object> newest = records.records(partition).getLast();
      ages.computeIfAbsent(partition.topic(), this::publish)
          .record(now - newest.timestamp(), nanos);
    }
    return records;
  }

  private RecordAge publish(String topic) {
    RecordAge age = new RecordAge();
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = name(topic);
      synchronized (PUBLISHED) {
        if (PUBLISHED.put(name, age) != null) {
          server.unregisterMBean(name);
        }
        server.registerMBean(age, name);
      }
    } catch (JMException e) {
      throw new IllegalStateException("The record age cannot be published", e);
    }
    return age;
  }

  private ObjectName name(String topic) throws MalformedObjectNameException {
    return new ObjectName(
        "io.millrace:type=record-age,client-id="
            + ObjectName.quote(client)
            + ",topic="
            + ObjectName.quote(topic));
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ages.forEach(
        (topic, age) -> {
          try {
            ObjectName name = name(topic);
            synchronized (PUBLISHED) {
              if (PUBLISHED.remove(name, age)) {
                server.unregisterMBean(name);
              }
            }
          } catch (JMException e) {
            throw new IllegalStateException("The record age cannot be taken back", e);
          }
        });
  }
}
