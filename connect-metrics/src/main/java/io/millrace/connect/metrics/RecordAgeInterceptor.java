package io.millrace.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
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

  private final Map<String, RecordAge> ages = new HashMap<>();
  private final Set<ObjectName> published = new HashSet<>();
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
      ObjectName name =
          new ObjectName(
              "io.millrace:type=record-age,client-id="
                  + ObjectName.quote(client)
                  + ",topic="
                  + ObjectName.quote(topic));
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      server.registerMBean(age, name);
      published.add(name);
    } catch (JMException e) {
      throw new IllegalStateException("The record age cannot be published", e);
    }
    return age;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name : published) {
      try {
        server.unregisterMBean(name);
      } catch (JMException _) {
        // A newer task of the same name has taken its place.
      }
    }
  }
}
