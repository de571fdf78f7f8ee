package io.millrace.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecordAgeTest {

  private final RecordAge age = new RecordAge();

  @Test
  void theAverageIsOfTheLastTwoSeconds() {
    age.record(10, seconds(0));
    age.record(30, seconds(0.5));
    assertThat(age.average(seconds(0.9))).isEqualTo(20);
    age.record(50, seconds(1.2));
    assertThat(age.average(seconds(1.3))).isEqualTo(30);
    age.record(5, seconds(2.4));
    assertThat(age.average(seconds(2.5))).isEqualTo(27.5);
  }

  @Test
  void afterAPauseThereIsNone() {
    age.record(10, seconds(0));
    assertThat(age.average(seconds(5))).isNaN();
  }

  private static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
