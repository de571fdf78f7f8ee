package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MySqlTypesTest {

  @Test
  void aTypeThatHoldsEveryValueIsFoundInPostgresSpelling() {
    assertThat(MySqlTypes.canonical("tinyint(1)")).isEqualTo("smallint");
    assertThat(MySqlTypes.canonical("int(10) unsigned")).isEqualTo("bigint");
    assertThat(MySqlTypes.canonical("bigint(20) unsigned zerofill")).isEqualTo("numeric(20,0)");
    assertThat(MySqlTypes.canonical("decimal(12,2)")).isEqualTo("numeric(12,2)");
    assertThat(MySqlTypes.canonical("enum('a','b')")).isEqualTo("text");
    assertThat(MySqlTypes.canonical("bit(12)")).isEqualTo("bit(12)");
    assertThat(MySqlTypes.canonical("time(6)")).isEqualTo("interval hour to second");
  }

  @Test
  void whatNoTypeHoldsIsText() {
    assertThat(declared("numeric")).isEqualTo("longtext");
    assertThat(declared("numeric(70,2)")).isEqualTo("longtext");
    assertThat(declared("integer[]")).isEqualTo("longtext");
    assertThat(declared("interval")).isEqualTo("longtext");
  }

  @Test
  void aTextInAKeyHasALength() {
    assertThat(Dialect.MARIADB.type(Column.of("id", "text").withKey(1))).isEqualTo("varchar(255)");
  }

  @Test
  void aTableMadeForARowTakesIt() {
    List<Column> rows =
        List.of(
            Column.of("id", "bigint").withKey(1),
            Column.of("at", "timestamp with time zone"),
            Column.of("flag", "boolean"),
            Column.of("sum", "numeric(12,2)"),
            Column.of("tags", "text[]"),
            Column.of("uid", "uuid"),
            Column.of("note", "character varying(20)"));
    for (Dialect dialect : Dialect.values()) {
      List<Column> stored = rows.stream().map(dialect::stored).toList();
      assertThat(TableFit.of(dialect, new TableName("a", "b"), rows, stored)).isEmpty();
      assertThat(TableFit.follow(dialect, new TableName("a", "b"), rows, stored)).isEmpty();
    }
  }

  private static String declared(String type) {
    return Dialect.MARIADB.type(Column.of("c", type));
  }
}
