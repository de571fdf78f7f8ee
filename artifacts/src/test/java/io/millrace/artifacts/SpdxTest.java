package io.millrace.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpdxTest {

  @Test
  void whatPomsWriteBecomesSpdx() {
    assertThat(Spdx.of("The Apache Software License, Version 2.0")).isEqualTo("Apache-2.0");
    assertThat(Spdx.of("Apache 2")).isEqualTo("Apache-2.0");
    assertThat(Spdx.of("The MIT License (MIT)")).isEqualTo("MIT");
    assertThat(Spdx.of("EDL 1.0")).isEqualTo("BSD-3-Clause");
    assertThat(Spdx.of("GPL2 w/ CPE")).isEqualTo("GPL-2.0-only WITH Classpath-exception-2.0");
  }

  @Test
  void whatIsNotKnownStaysForAPersonToLookAt() {
    assertThat(Spdx.of("Beerware")).isEqualTo("Beerware");
  }
}
