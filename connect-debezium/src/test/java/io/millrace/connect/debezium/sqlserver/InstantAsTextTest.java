package io.millrace.connect.debezium.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import microsoft.sql.DateTimeOffset;
import org.junit.jupiter.api.Test;

class InstantAsTextTest {

  @Test
  void anInstantIsInUtcWhateverItsOffset() {
    assertThat(InstantAsText.text(at("2020-01-01T08:00:00.1234567Z", 120)))
        .isEqualTo("2020-01-01T08:00:00.1234567Z");
    assertThat(InstantAsText.text(at("2020-06-30T23:30:00Z", -330)))
        .isEqualTo("2020-06-30T23:30:00Z");
  }

  @Test
  void aFractionBefore1970IsNoSecondLate() {
    assertThat(InstantAsText.text(at("1969-12-31T23:59:59.5Z", 60)))
        .isEqualTo("1969-12-31T23:59:59.5Z");
  }

  @Test
  void nothingIsNothing() {
    assertThat(InstantAsText.text(null)).isNull();
  }

  private static DateTimeOffset at(String instant, int minutes) {
    return DateTimeOffset.valueOf(Timestamp.from(Instant.parse(instant)), minutes);
  }
}
