package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OracleTypesTest {

  private static final TableName TABLE = new TableName("SHOP", "ORDERS");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          smallint                    | NUMBER(5)
          bigint                      | NUMBER(19)
          boolean                     | NUMBER(1)
          numeric(12,2)               | NUMBER(12,2)
          numeric(65,30)              | CLOB
          numeric                     | CLOB
          real                        | BINARY_FLOAT
          date                        | DATE
          interval hour to second     | VARCHAR2(36 CHAR)
          timestamp without time zone | TIMESTAMP(6)
          timestamp with time zone    | TIMESTAMP(6) WITH TIME ZONE
          bytea                       | BLOB
          uuid                        | VARCHAR2(36 CHAR)
          character varying(40)       | VARCHAR2(40 CHAR)
          character varying(1001)     | CLOB
          text[]                      | CLOB
          """)
  void aTypeHoldsEveryValue(String type, String declared) {
    assertThat(Dialect.ORACLE.type(Column.of("c", type))).isEqualTo(declared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NUMBER                            | numeric
          NUMBER(10,0)                      | numeric(10,0)
          NUMBER(12,2)                      | numeric(12,2)
          NUMBER(10,-2)                     | bigint
          NUMBER(2,-1)                      | smallint
          NUMBER(38,-2)                     | numeric(40,0)
          FLOAT                             | numeric
          BINARY_DOUBLE                     | double precision
          DATE                              | timestamp without time zone
          TIMESTAMP(6)                      | timestamp without time zone
          TIMESTAMP(6) WITH TIME ZONE       | timestamp with time zone
          TIMESTAMP(3) WITH LOCAL TIME ZONE | timestamp with time zone
          INTERVAL DAY(2) TO SECOND(6)      | interval
          VARCHAR2(40)                      | character varying(40)
          CLOB                              | text
          XMLTYPE                           | xml
          RAW                               | bytea
          """)
  void aDeclaredTypeIsSpelledAsPostgresDoes(String declared, String type) {
    assertThat(OracleTypes.canonical(declared)).isEqualTo(type);
  }

  @Test
  void aTableIsMadeAndFollowsInItsOwnWords() {
    assertThat(
            Dialect.ORACLE.createTable(
                TABLE, List.of(Column.of("ID", "text").withKey(1), Column.of("n", "integer"))))
        .isEqualTo(
            "CREATE TABLE \"SHOP\".\"ORDERS\" (\"ID\" VARCHAR2(1000 CHAR) NOT NULL, \"n\""
                + " NUMBER(10), PRIMARY KEY (\"ID\"))");
    assertThat(
            TableFit.follow(
                Dialect.ORACLE,
                TABLE,
                List.of(Column.of("SUM", "numeric(14,2)"), Column.of("NOTE", "text")),
                List.of(Column.of("SUM", "numeric(12,2)"))))
        .containsExactly(
            "ALTER TABLE \"SHOP\".\"ORDERS\" MODIFY (\"SUM\" NUMBER(14,2))",
            "ALTER TABLE \"SHOP\".\"ORDERS\" ADD (\"NOTE\" CLOB)");
  }

  @Test
  void aTableMadeHereFitsTheRowsItWasMadeFor() {
    List<Column> rows =
        List.of(
            Column.of("ID", "uuid").withKey(1),
            Column.of("CODE", "character varying(10)"),
            Column.of("N", "bigint"),
            Column.of("DAY", "date"),
            Column.of("AT", "timestamp with time zone"),
            Column.of("DOC", "jsonb"));
    List<Column> made = rows.stream().map(Dialect.ORACLE::stored).toList();
    assertThat(TableFit.of(Dialect.ORACLE, TABLE, rows, made)).isEmpty();
    assertThat(TableFit.follow(Dialect.ORACLE, TABLE, rows, made)).isEmpty();
  }
}
