package io.millrace.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Measures the age of a sink's records by their Kafka timestamp; wired through
/// `consumer.override.interceptor.classes`. Looks at timestamps only and at the last record of each
/// partition in a batch, so it costs the same for one record as for five thousand.
public final class RecordAgeInterceptor implements ConsumerInterceptor<Object, Object> {

  private final RecordAge age = new RecordAge();
  private @Nullable ObjectName name;

  @Override
  public void configure(Map<String, ?> configs) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName bean =
          new ObjectName(
              "io.millrace:type=record-age,client-id="
                  + ObjectName.quote(String.valueOf(configs.get(ConsumerConfig.CLIENT_ID_CONFIG))));
      if (server.isRegistered(bean)) {
        server.unregisterMBean(bean);
      }
      server.registerMBean(age, bean);
      name = bean;
    } catch (JMException e) {
      throw new IllegalStateException("The record age cannot be published", e);
    }
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    long now = System.currentTimeMillis();
    long nanos = System.nanoTime();
    for (TopicPartition partition : records.partitions()) {
      ConsumerRecord<Object, Object> newest = records.records(partition).getLast();
      age.record(now - newest.timestamp(), nanos);
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {
    ObjectName bean = name;
    if (bean == null) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean);
    } catch (JMException _) {
      // A newer task of the same name has taken its place.
    }
  }
}
