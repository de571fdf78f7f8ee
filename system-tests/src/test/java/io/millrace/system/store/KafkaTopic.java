package io.millrace.system.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Rig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A topic in the broker that the data plane has itself.
final class KafkaTopic implements Destination {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String brokers;

  KafkaTopic(Rig rig) {
    brokers = "127.0.0.1:" + rig.port(9092);
  }

  /// Those that a tombstone did not take away.
  @Override
  public Map<Long, JsonNode> rows() throws Exception {
    Map<Long, JsonNode> rows = new HashMap<>();
    TopicPartition topic = new TopicPartition(collection(), 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "allow.auto.create.topics", "false"),
            new StringDeserializer(),
            new StringDeserializer())) {
      long end = consumer.endOffsets(List.of(topic), Duration.ofSeconds(5)).get(topic);
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      while (consumer.position(topic) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          long key = JSON.readTree(record.key()).path("id").asLong();
          if (record.value() == null) {
            rows.remove(key);
          } else {
            rows.put(key, JSON.readTree(record.value()));
          }
        }
      }
    }
    return rows;
  }

  @Override
  public String connector() {
    return """
    {"type": "kafka", "config": {"bootstrapServers": "%s", "security": "PLAINTEXT"}}
    """
        .formatted(brokers);
  }

  @Override
  public String collection() {
    return "events.of-all.types";
  }

  @Override
  public void close() {}
}
