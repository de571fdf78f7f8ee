package io.millrace.dataplane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.http.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonTest {

  private static final String BATCH =
      """
      org.apache.kafka.connect.errors.ConnectException: JDBC sink connector failure
      \tat io.debezium.connector.jdbc.JdbcSinkConnectorTask.put(JdbcSinkConnectorTask.java:155)
      Caused by: java.sql.BatchUpdateException: Batch entry 0 INSERT INTO "t" VALUES ('s3cret ERROR: \
      connection refused') was aborted: ERROR: %1$s  Call getNextException to see other errors.
      \tat org.postgresql.jdbc.BatchResultHandler.handleError(BatchResultHandler.java:165)
      Caused by: org.postgresql.util.PSQLException: ERROR: %1$s
        Detail: Failing row contains (s3cret).
      \t... 17 more
      """;

  @Test
  void aFullDiskPassesOnceThereIsRoom() {
    Trouble trouble =
        FailureReason.of(
            "The destination",
            BATCH.formatted("could not extend file \"base/1/2\": No space left on device"));
    assertThat(trouble.reason()).isEqualTo("The destination does not work: its disk is full.");
    assertThat(trouble.passing()).isTrue();
    assertThat(trouble.nextStep()).contains("disk space");
  }

  @Test
  void tooManyDeadLettersAreNoRowsFault() {
    Trouble trouble =
        FailureReason.of(
            "The destination",
            "Caused by: org.apache.kafka.connect.errors.ConnectException: More than 10000 rows are"
                + " set aside, so the rows are not at fault");
    assertThat(trouble.reason()).contains("refused 10,000 rows");
    assertThat(trouble.nextStep()).contains("replay or discard");
  }

  @Test
  void whatTheDatabaseSaysIsToldWithoutValues() {
    Trouble trouble =
        FailureReason.of(
            "The destination",
            BATCH.formatted("invalid input syntax for type integer: \"s3cret\""));
    assertThat(trouble.reason())
        .isEqualTo("The destination refused a statement: invalid input syntax for type integer.");
    assertThat(trouble.passing()).isFalse();
  }

  @Test
  void namesOfTablesAndColumnsAreTold() {
    assertThat(
            FailureReason.of(
                    "The destination",
                    BATCH.formatted("column \"tax\" of relation \"orders\" does not exist"))
                .reason())
        .contains("column \"tax\" of relation \"orders\" does not exist");
  }

  @Test
  void whatIsUnknownIsNamedByItsClassOnly() {
    Trouble trouble =
        FailureReason.of(
            "The source",
            """
            org.apache.kafka.connect.errors.ConnectException: stopped
            \tat a.B.c(B.java:1)
            Caused by: java.lang.NumberFormatException: For input string: "s3cret"
            """);
    assertThat(trouble.reason()).isEqualTo("The source failed with NumberFormatException.");
  }

  @Test
  void aStoppedDatabasePasses() {
    Trouble trouble =
        FailureReason.of(
            "The source",
            """
            io.debezium.DebeziumException: x
            Caused by: org.postgresql.util.PSQLException: Connection to 127.0.0.1:1 refused. Check
            """);
    assertThat(trouble.passing()).isTrue();
    assertThat(trouble.reason()).contains("does not accept connections");
  }

  @Test
  void aWrongSelectIsToldInFlinksWords() {
    Trouble trouble =
        FailureReason.ofStatement(
            "public.orders",
            new ServiceException(
                ServiceException.Kind.REFUSED,
                """
                <Exception on server side:
                org.apache.flink.table.gateway.api.utils.SqlGatewayException: Failed to fetchResults.
                \tat a.B.c(B.java:1)
                Caused by: org.apache.flink.table.api.ValidationException: SQL validation failed. From
                \tat a.B.c(B.java:1)
                Caused by: org.apache.calcite.sql.validate.SqlValidatorException: Column 'x' not found
                """));
    assertThat(trouble.reason()).endsWith("Column 'x' not found");
  }

  @Test
  void aTransformsFailureTellsNoValue() {
    assertThat(
            FailureReason.ofJob(
                    "The transform of public.orders",
                    """
                    org.apache.flink.runtime.JobException: Recovery is suppressed
                    \tat org.apache.flink.runtime.taskmanager.Task.run(Task.java:567)
                    Caused by: java.time.format.DateTimeParseException: Text 's3cret' could not be
                    """)
                .reason())
        .contains("DateTimeParseException")
        .doesNotContain("s3cret");
  }

  @Test
  void whatOurOwnSinksSayIsSaid() {
    Trouble away =
        FailureReason.of(
            "The destination there",
            """
            org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask
            \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages
            Caused by: io.millrace.connect.store.StoreAwayException: it did not answer in time
            Caused by: java.net.http.HttpTimeoutException: request timed out
            """);
    assertThat(away.reason())
        .isEqualTo("The destination there does not work: it did not answer in time.");
    assertThat(away.passing()).isTrue();
    Trouble refuses =
        FailureReason.of(
            "The destination there",
            "io.millrace.connect.store.StoreRefusesException: it answers 401: no entry");
    assertThat(refuses.reason()).contains("it answers 401: no entry.");
    assertThat(refuses.passing()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com.microsoft.sqlserver.jdbc.SQLServerException: Login failed for user 'reader'. | refuses the password | false
          java.sql.SQLException: ORA-01017: invalid credential or not authorized           | refuses the password | false
          java.sql.SQLException: ORA-12541: Cannot connect. No listener at host db         | accept connections   | true
          com.mongodb.MongoSecurityException: Exception authenticating MongoCredential{}   | refuses the password | false
          """)
  void whatOtherDatabasesSayIsKnown(String said, String reason, boolean passing) {
    Trouble trouble = FailureReason.of("The source", "Caused by: " + said);
    assertThat(trouble.reason()).contains(reason).doesNotContain("reader");
    assertThat(trouble.passing()).isEqualTo(passing);
  }
}
