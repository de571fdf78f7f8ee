package io.millrace.connect.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeAsTextTest {

  @Test
  void aSpanIsWrittenAsItsDatabaseWritesIt() {
    assertThat(TimeAsText.text(Duration.ofHours(838).plusMinutes(59).plusNanos(1_000)))
        .isEqualTo("838:59:00.000001");
    assertThat(TimeAsText.text(Duration.ofSeconds(-61))).isEqualTo("-00:01:01.000000");
    assertThat(TimeAsText.text(null)).isNull();
  }
}
