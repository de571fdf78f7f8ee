package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.home.Settings.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresUrlTest {

  @Test
  void everythingInItIsRead() {
    assertThat(PostgresUrl.parse("postgres://me:secret@db.example:6432/shop"))
        .isEqualTo(new Database("db.example", 6432, "shop", "me", "secret"));
  }

  @Test
  void thePortAndThePasswordMayBeLeftOut() {
    assertThat(PostgresUrl.parse("postgresql://me@db/shop"))
        .isEqualTo(new Database("db", 5432, "shop", "me", ""));
  }

  @Test
  void specialCharactersOfAPasswordAreDecodedAndAPlusSignStays() {
    assertThat(PostgresUrl.parse("postgres://me:a%40b%2Fc:d+e@db/shop").password())
        .isEqualTo("a@b/c:d+e");
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://me:secret@db/shop, is not a PostgreSQL database's",
    "jdbc:postgresql://db/shop, is not a PostgreSQL database's",
    "db:5432/shop, is not a PostgreSQL database's",
    "postgres://me:secret@/shop, names no host",
    "postgres://me:secret@db, names no database",
    "postgres://me:secret@db/, names no database",
    "postgres://db/shop, names no user",
    "postgres://me:sec ret@db/shop, This is not a database's URL",
  })
  void whatIsWrongIsSaidWithTheRightFormAndWithoutThePassword(String url, String message) {
    assertThatThrownBy(() -> PostgresUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("postgres://user:password@host:port/database")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("sec ret");
  }

  @Test
  void aJdbcUrlKeepsSpecialCharacters() {
    assertThat(PostgresUrl.jdbc(new Database("db", 5432, "shop", "me", "a&b=c d")))
        .isEqualTo("jdbc:postgresql://db:5432/shop?user=me&password=a%26b%3Dc+d");
  }
}
