package io.millrace.controlplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.controlplane.catalogue.ConnectorType.Field;
import io.millrace.controlplane.catalogue.ConnectorType.Kind;
import io.millrace.controlplane.http.FieldError;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldValueTest {

  @ParameterizedTest
  @CsvSource({
    "TEXT, ' '",
    "PORT, 0",
    "PORT, 65536",
    "PORT, http",
    "NUMBER, 1.5",
    "NUMBER, -1",
    "NUMBER, 99999999999999999999",
    "BOOLEAN, yes",
    "CHOICE, tape"
  })
  void aWrongValueIsAnErrorAtItsField(Kind kind, String value) {
    assertThat(errors(kind, value)).containsExactly("config.it");
  }

  @ParameterizedTest
  @CsvSource({"TEXT, x", "PORT, 1", "PORT, 65535", "NUMBER, 0", "BOOLEAN, false", "CHOICE, disk"})
  void aRightOneIsNone(Kind kind, String value) {
    assertThat(errors(kind, value)).isEmpty();
  }

  private static List<String> errors(Kind kind, String value) {
    FieldErrors errors = new FieldErrors();
    FieldValue.check(field(kind), value, errors);
    try {
      errors.throwIfAny();
      return List.of();
    } catch (ProblemException e) {
      return e.document().errors().stream().map(FieldError::field).toList();
    }
  }

  private static Field field(Kind kind) {
    @Nullable Long most = kind == Kind.PORT ? Long.valueOf(65_535) : null;
    return new Field(
        "it",
        "It",
        kind,
        true,
        false,
        false,
        null,
        "",
        kind == Kind.CHOICE ? List.of("disk", "memory") : null,
        kind == Kind.PORT ? 1L : 0L,
        most,
        "group",
        false,
        null,
        null);
  }
}
