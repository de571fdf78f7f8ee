package io.millrace.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecordAgeInterceptorTest {

  @Test
  void aTaskThatIsReplacedLeavesTheFiguresOfTheNewOne() throws Exception {
    RecordAgeInterceptor before = consumed();
    RecordAgeInterceptor after = consumed();
    before.close();
    assertThat(published()).isTrue();
    after.close();
    assertThat(published()).isFalse();
  }

  private static RecordAgeInterceptor consumed() {
    RecordAgeInterceptor interceptor = new RecordAgeInterceptor();
    interceptor.configure(Map.of("client.id", "orders-0"));
    List<ConsumerRecord<Object, Object>> records =
        List.of(new ConsumerRecord<>("orders", 0, 0, "key", "value"));
    interceptor.onConsume(
        new ConsumerRecords<>(Map.of(new TopicPartition("orders", 0), records), Map.of()));
    return interceptor;
  }

  private static boolean published() throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .isRegistered(
            new ObjectName("io.millrace:type=record-age,client-id=\"orders-0\",topic=\"orders\""));
  }
}
