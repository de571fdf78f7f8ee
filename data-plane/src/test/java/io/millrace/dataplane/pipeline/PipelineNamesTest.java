package io.millrace.dataplane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PipelineNamesTest {

  private final PipelineNames names = new PipelineNames("install-1", "Web-Orders");

  @Test
  void slotsAreWhatPostgresAllowsAndDifferByInstall() {
    assertThat(names.slot(1)).matches("millrace_[0-9a-f]{6}_web_orders");
    assertThat(names.slot(2)).isEqualTo(names.slot(1) + "_2");
    assertThat(new PipelineNames("install-2", "Web-Orders").slot(1)).isNotEqualTo(names.slot(1));
    assertThat(new PipelineNames("i", "x".repeat(80)).slot(3)).hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void whatIsOursIsKnownByItsName() {
    assertThat(PipelineNames.pipelineOf("millrace.orders.source")).hasValue("orders");
    assertThat(PipelineNames.pipelineOf("millrace.orders.public.orders")).hasValue("orders");
    assertThat(PipelineNames.pipelineOf("someone-elses.orders.source")).isEmpty();
  }

  @Test
  void sourcesAreNumbered() {
    assertThat(names.sourceNumber(names.source(1))).isEqualTo(1);
    assertThat(names.sourceNumber(names.source(2))).isEqualTo(2);
    assertThat(names.sourceNumber(names.destination())).isZero();
    assertThat(names.sourceNumber("millrace.other.source")).isZero();
  }
}
