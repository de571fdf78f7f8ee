package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlServerTypesTest {

  private static final TableName TABLE = new TableName("dbo", "orders");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          smallint                     | smallint
          bigint                       | bigint
          boolean                      | bit
          numeric(12,2)                | decimal(12,2)
          numeric(65,30)               | nvarchar(max)
          numeric                      | nvarchar(max)
          double precision             | float
          date                         | date
          time without time zone       | time(6)
          interval hour to second      | nvarchar(max)
          timestamp(3) without time zone | datetime2(6)
          timestamp with time zone     | datetimeoffset(6)
          bytea                        | varbinary(max)
          uuid                         | uniqueidentifier
          character varying(40)        | nvarchar(80)
          character varying(3000)      | nvarchar(max)
          jsonb                        | nvarchar(max)
          text[]                       | nvarchar(max)
          bit(8)                       | nvarchar(max)
          """)
  void aTypeHoldsEveryValue(String type, String declared) {
    assertThat(Dialect.SQLSERVER.type(Column.of("c", type))).isEqualTo(declared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tinyint          | smallint
          int              | integer
          bit              | boolean
          decimal(12,2)    | numeric(12,2)
          money            | numeric(19,4)
          float            | double precision
          datetime         | timestamp without time zone
          datetimeoffset   | timestamp with time zone
          nvarchar(40)     | character varying(40)
          varchar(max)     | text
          uniqueidentifier | uuid
          timestamp        | bytea
          sysname          | text
          """)
  void aDeclaredTypeIsSpelledAsPostgresDoes(String declared, String type) {
    assertThat(SqlServerTypes.canonical(declared)).isEqualTo(type);
  }

  @Test
  void aKeyFitsAnIndexAndIsComparedByteByByte() {
    assertThat(
            Dialect.SQLSERVER.createTable(
                TABLE, List.of(Column.of("id", "text").withKey(1), Column.of("n]", "integer"))))
        .isEqualTo(
            "IF OBJECT_ID(N'[dbo].[orders]', N'U') IS NULL CREATE TABLE [dbo].[orders] ([id]"
                + " nvarchar(450) COLLATE Latin1_General_100_BIN2 NOT NULL, [n]]] int, PRIMARY KEY"
                + " ([id]))");
  }

  @Test
  void aTableFollowsInItsOwnWords() {
    assertThat(
            TableFit.follow(
                Dialect.SQLSERVER,
                TABLE,
                List.of(
                    Column.of("id", "bigint").withKey(1),
                    Column.of("sum", "numeric(14,2)"),
                    Column.of("note", "character varying(10)")),
                List.of(Column.of("id", "bigint").withKey(1), Column.of("sum", "numeric(12,2)"))))
        .containsExactly(
            "ALTER TABLE [dbo].[orders] ALTER COLUMN [sum] decimal(14,2)",
            "ALTER TABLE [dbo].[orders] ADD [note] nvarchar(20)");
  }

  @Test
  void aTableMadeHereFitsTheRowsItWasMadeFor() {
    List<Column> rows =
        List.of(
            Column.of("id", "uuid").withKey(1),
            Column.of("code", "character varying(10)"),
            Column.of("at", "timestamp with time zone"),
            Column.of("span", "interval hour to second"),
            Column.of("tags", "text[]"),
            Column.of("doc", "jsonb"));
    List<Column> made = rows.stream().map(Dialect.SQLSERVER::stored).toList();
    assertThat(TableFit.of(Dialect.SQLSERVER, TABLE, rows, made)).isEmpty();
    assertThat(TableFit.follow(Dialect.SQLSERVER, TABLE, rows, made)).isEmpty();
  }
}
