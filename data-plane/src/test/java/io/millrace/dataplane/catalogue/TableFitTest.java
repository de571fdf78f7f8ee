package io.millrace.dataplane.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableFitTest {

  private static final TableName TABLE = new TableName("public", "orders");
  private static final Column ID = Column.of("id", "bigint").withKey(1);

  @Test
  void theSameColumnsFit() {
    assertThat(fit(List.of(ID, Column.of("amount", "numeric(12,2)")))).isEmpty();
  }

  @Test
  void aWiderTypeFitsAndANarrowerDoesNot() {
    assertThat(fit(List.of(ID, Column.of("amount", "numeric")))).isEmpty();
    assertThat(fit(List.of(ID, Column.of("amount", "text")))).isEmpty();
    assertThat(fit(List.of(ID, Column.of("amount", "integer"))))
        .hasValueSatisfying(
            misfit ->
                assertThat(misfit.nextStep())
                    .isEqualTo(
                        "ALTER TABLE \"public\".\"orders\" ALTER COLUMN \"amount\" TYPE"
                            + " numeric(12,2);"));
  }

  @Test
  void aMissingColumnComesWithTheStatementThatAddsIt() {
    assertThat(fit(List.of(ID)))
        .hasValueSatisfying(
            misfit ->
                assertThat(misfit.nextStep())
                    .isEqualTo(
                        "ALTER TABLE \"public\".\"orders\" ADD COLUMN \"amount\" numeric(12,2);"));
  }

  @Test
  void anotherKeyDoesNotFit() {
    assertThat(fit(List.of(Column.of("id", "bigint"), Column.of("amount", "numeric"))))
        .hasValueSatisfying(misfit -> assertThat(misfit.why()).contains("primary key"));
  }

  @Test
  void aColumnThatNobodyFillsDoesNotFit() {
    Column strict = new Column("checked_by", "text", false, 0, false);
    Column filled = new Column("loaded_at", "timestamp with time zone", false, 0, true);
    Column amount = Column.of("amount", "numeric");
    assertThat(fit(List.of(ID, amount, filled))).isEmpty();
    assertThat(fit(List.of(ID, amount, strict)))
        .hasValueSatisfying(misfit -> assertThat(misfit.why()).contains("checked_by"));
  }

  private static java.util.Optional<TableFit.Misfit> fit(List<Column> target) {
    return TableFit.of(
        Dialect.POSTGRES, TABLE, List.of(ID, Column.of("amount", "numeric(12,2)")), target);
  }

  @Test
  void aTableFollowsWhereNothingCanBeLost() {
    List<Column> rows =
        List.of(
            Column.of("id", "bigint").withKey(1),
            Column.of("sum", "numeric(14,2)"),
            Column.of("note", "text"),
            Column.of("more", "date"));
    List<Column> target =
        List.of(
            Column.of("id", "integer").withKey(1),
            Column.of("sum", "numeric(12,2)"),
            Column.of("note", "character varying(10)"));
    assertThat(TableFit.follow(Dialect.POSTGRES, new TableName("public", "t"), rows, target))
        .containsExactly(
            "ALTER TABLE \"public\".\"t\" ALTER COLUMN \"id\" TYPE bigint",
            "ALTER TABLE \"public\".\"t\" ALTER COLUMN \"sum\" TYPE numeric(14,2)",
            "ALTER TABLE \"public\".\"t\" ALTER COLUMN \"note\" TYPE text",
            "ALTER TABLE \"public\".\"t\" ADD COLUMN \"more\" date");
  }

  @Test
  void aTableIsNeverMadeNarrower() {
    List<Column> rows =
        List.of(
            Column.of("id", "integer").withKey(1),
            Column.of("sum", "numeric(14,1)"),
            Column.of("note", "character varying(5)"));
    List<Column> target =
        List.of(
            Column.of("id", "bigint").withKey(1),
            Column.of("sum", "numeric(12,2)"),
            Column.of("note", "text"));
    assertThat(TableFit.follow(Dialect.MARIADB, new TableName("a", "t"), rows, target)).isEmpty();
  }
}
