package io.millrace.connect.debezium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.connect.deadletters.Refusal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a real PostgreSQL says, and what MariaDB and MySQL are known to say.
class SqlRefusalTest {

  private static final String SECRET = "kirsche";

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = EmbeddedPostgres.start();
    execute(
        "CREATE TABLE parent (id bigint PRIMARY KEY)",
        """
        CREATE TABLE t (id bigint PRIMARY KEY, note varchar(20) NOT NULL UNIQUE, n smallint,
          at timestamp, big text, parent bigint CONSTRAINT has_parent REFERENCES parent,
          CONSTRAINT positive CHECK (n > 0))
        """,
        "CREATE UNIQUE INDEX ON t (big)",
        "INSERT INTO t VALUES (1, 'there', 1)",
        "CREATE ROLE nobody");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INSERT INTO t VALUES (2, NULL, 1)                       | 23502 | note
          INSERT INTO t VALUES (2, 'kirsche', -1)                 | 23514 | positive
          INSERT INTO t VALUES (2, 'there', 1)                    | 23505 | t_note_key
          INSERT INTO t VALUES (2, 'kirsche', 1, NULL, NULL, 9)   | 23503 | has_parent
          INSERT INTO t VALUES (2, repeat('kirsche', 9), 1)       | 22001 | too long
          INSERT INTO t VALUES (2, 'kirsche', 99999)              | 22003 | out of range
          INSERT INTO t VALUES (2, 'kirsche', 1, 'kirsche')       | 22007 | time
          INSERT INTO t (id, note, n) VALUES (2, 'a', 'kirsche')  | 22P02 | type
          INSERT INTO t (id, note, big) SELECT 2, 'a', string_agg(md5(n::text), 'kirsche') FROM generate_series(1, 999) n | 54000 | too large
          DO $$ BEGIN RAISE EXCEPTION 'kirsche is not wanted'; END $$ | P0001 | trigger
          """)
  void whatIsAboutTheRowIsSaidWithoutAValue(String sql, String state, String named)
      throws Exception {
    Optional<Refusal> refusal = SqlRefusal.of(wrapped(failure(sql)));
    assertThat(refusal).isPresent();
    assertThat(refusal.get().why()).contains(state).contains(named).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INSERT INTO none VALUES (1)
          INSERT INTO t (nothing) VALUES (1)
          SET ROLE nobody; INSERT INTO t VALUES (2, 'a', 1)
          SET TRANSACTION READ ONLY; INSERT INTO t VALUES (2, 'a', 1)
          SET statement_timeout = 1; SELECT pg_sleep(1)
          SELECT pg_terminate_backend(pg_backend_pid())
          INSERT INTO t (id, note, n) SELECT 2, 'a', true
          """)
  void whatIsAboutTheDestinationIsNoRowsFault(String sql) throws Exception {
    assertThat(SqlRefusal.of(wrapped(failure(sql)))).isEmpty();
  }

  @Test
  void aBatchIsAsItsRowsAre() throws Exception {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, 1)")) {
      for (int i = 10; i < 20; i++) {
        insert.setLong(1, i);
        insert.setString(2, i == 15 ? null : SECRET + i);
        insert.addBatch();
      }
      BatchUpdateException failed =
          catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
      assertThat(SqlRefusal.of(wrapped(failed)).map(Refusal::why))
          .hasValueSatisfying(why -> assertThat(why).contains("\"note\"").doesNotContain(SECRET));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          23000 | 1048 | (conn=7) Column 'name' cannot be null                                  | "name"
          23000 | 4025 | (conn=7) CONSTRAINT `short` failed for `shop`.`wares`                  | "short"
          HY000 | 3819 | Check constraint 'short' is violated.                                  | "short"
          22001 | 1406 | (conn=7) Data too long for column 'name' at row 1                      | "name"
          22003 | 1264 | Out of range value for column 'n' at row 3                             | "n"
          HY000 | 1364 | Field 'name' doesn't have a default value                              | "name"
          HY000 | 1366 | Incorrect string value: 'kirsche' for column 'name' at row 1           | fit
          22007 | 1292 | Incorrect datetime value: 'Column 'kirsche' cannot be null' for column | time
          23000 | 1062 | Duplicate entry 'kirsche' for key 'note'                               | already
          """)
  void mariaDbAndMySqlSayItInOtherWords(String state, int code, String message, String named) {
    Optional<Refusal> refusal = SqlRefusal.of(wrapped(new SQLException(message, state, code)));
    assertThat(refusal).isPresent();
    assertThat(refusal.get().why()).contains(named).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "40001, 1213",
    "HY000, 1205",
    "HY000, 1114",
    "HY000, 1021",
    "42S02, 1146",
    "42S22, 1054",
    "42000, 1142",
    "08S01, 1153",
    "HY000, 1290",
    "70100, 1317",
    "HY000, 0"
  })
  void theirOtherTroublesAreNoRowsFault(String state, int code) {
    assertThat(SqlRefusal.of(wrapped(new SQLException("no", state, code)))).isEmpty();
  }

  @Test
  void aConnectionThatBreaksAmidABatchIsNoRowsFault() {
    SQLException row = new SQLException("too long", "22001");
    row.setNextException(new SQLNonTransientConnectionException("gone", "08006"));
    assertThat(SqlRefusal.of(wrapped(row))).isEmpty();
    assertThat(SqlRefusal.of(wrapped(new SQLException("Could not find table: shop.orders"))))
        .isEmpty();
    assertThat(SqlRefusal.of(new ConnectException("no", new IllegalStateException("closed"))))
        .isEmpty();
  }

  @Test
  void aValueThatCannotBeConvertedIsTheRows() {
    assertThat(SqlRefusal.of(new ConnectException("no", new DataException("kirsche is no number"))))
        .hasValueSatisfying(found -> assertThat(found.why()).doesNotContain(SECRET));
  }

  private static Throwable wrapped(Exception failure) {
    return new ConnectException("Failed to process a sink record", new RuntimeException(failure));
  }

  private static SQLException failure(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      connection.setAutoCommit(false);
      Statement statement = connection.createStatement();
      return catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
