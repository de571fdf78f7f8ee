package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Settings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class UpOptionsTest {

  private static final Credentials CREDENTIALS = new Credentials("mr_a_b", "one", "two", "three");
  private static final String OWN =
      "--source-url postgres://me:secret@db/shop --source-table sales.orders"
          + " --destination-url postgres://me:secret@dwh/dwh";

  @Command
  private static final class Holder {
    @Mixin private Wishes wishes = new Wishes();
  }

  @Test
  void withoutAWordThereIsADemo() {
    Settings settings = settings(Optional.empty(), "");
    assertThat(settings.demo()).isTrue();
    assertThat(settings.rate()).isEqualTo(20);
    assertThat(flow(settings).name()).isEqualTo("orders");
    assertThat(flow(settings).destination().name()).isEqualTo("warehouse");
  }

  @Test
  void whatIsNotGivenAgainStays() {
    Settings before = settings(Optional.empty(), "--rate 500 --port-offset 1000");
    assertThat(settings(Optional.of(before), "")).isEqualTo(before);
    assertThat(settings(Optional.of(before), "--rate 7")).isEqualTo(before.withRate(7));
  }

  @Test
  void theDemoGoesWithNoDemoAndComesBackWithARate() {
    Settings without = settings(Optional.empty(), "--no-demo");
    assertThat(without.demo()).isFalse();
    assertThat(without.pipeline()).isNull();
    assertThat(settings(Optional.of(without), "").demo()).isFalse();
    assertThat(settings(Optional.of(without), "--rate 5").demo()).isTrue();
  }

  @Test
  void ownTablesReplaceTheDemoAndStayOnTheNextStart() {
    Settings own = settings(Optional.empty(), OWN);
    assertThat(own.demo()).isFalse();
    assertThat(flow(own).tables())
        .containsExactly(new Settings.Table("sales.orders", "sales.orders"));
    assertThat(settings(Optional.of(own), "")).isEqualTo(own);
  }

  @Test
  void destinationTablesAreTakenInTheOrderOfTheSourceTables() {
    Settings own =
        settings(
            Optional.empty(),
            OWN + " --source-table sales.lines --destination-table a.x --destination-table a.y");
    assertThat(flow(own).tables())
        .containsExactly(
            new Settings.Table("sales.orders", "a.x"), new Settings.Table("sales.lines", "a.y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port-offset -1",
        "--port-offset 60000",
        "--rate -3",
        "--rate NaN",
        "--source-table public.orders",
        "--transform SELECT",
        "--source-url postgres://me@db/shop",
        "--source-url postgres://me@db/shop --source-table orders"
            + " --destination-url postgres://me@db/dwh",
        "--source-url nonsense --source-table public.orders"
            + " --destination-url postgres://me@db/dwh",
        OWN + " --destination-table a.x --destination-table a.y",
        OWN + " --rate 5",
        OWN + " --no-demo",
        "--database-url mysql://me@db/state",
      })
  void wishesThatMakeNoSenseAreRefused(String arguments) {
    assertThatThrownBy(() -> parsed(arguments).check(Optional.empty()))
        .isInstanceOf(ParameterException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void aDatabaseUrlIsTakenInBothForms() {
    assertThat(settings(Optional.empty(), "--database-url postgres://me:x@db/state").databaseUrl())
        .isEqualTo("jdbc:postgresql://db:5432/state?user=me&password=x");
    assertThat(settings(Optional.empty(), "--database-url jdbc:postgresql://db/s").databaseUrl())
        .isEqualTo("jdbc:postgresql://db/s");
  }

  private static Settings settings(Optional<Settings> before, String arguments) {
    Wishes wishes = parsed(arguments);
    wishes.check(before);
    return wishes.settings(before, CREDENTIALS);
  }

  private static Wishes parsed(String arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    return holder.wishes;
  }

  private static Settings.Flow flow(Settings settings) {
    Settings.Flow flow = settings.pipeline();
    if (flow == null) {
      throw new AssertionError("There is no pipeline");
    }
    return flow;
  }
}
