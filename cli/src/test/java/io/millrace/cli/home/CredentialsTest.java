package io.millrace.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  @TempDir private Path folder;

  @Test
  void theyAreMadeOnceAndOnlyTheirUserCanReadThem() throws IOException {
    Home home = new Home(folder);
    Credentials.Opened first = Credentials.open(home);
    Credentials.Opened second = Credentials.open(home);
    assertThat(first.fresh()).isTrue();
    assertThat(second.fresh()).isFalse();
    assertThat(second.credentials()).isEqualTo(first.credentials());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.credentials())))
        .isEqualTo("rw-------");
  }

  @Test
  void twoHomesHaveNothingInCommon() throws IOException {
    Credentials one = Credentials.open(new Home(folder.resolve("one"))).credentials();
    Credentials two = Credentials.open(new Home(folder.resolve("two"))).credentials();
    assertThat(one.apiKey()).matches("mr_[^_]+_[^_]+").isNotEqualTo(two.apiKey());
    assertThat(one.databasePassword())
        .hasSizeGreaterThan(20)
        .isNotEqualTo(two.databasePassword())
        .isNotEqualTo(one.demoPassword());
  }

  @Test
  void settingsComeBackAsTheyWere() throws IOException {
    Home home = new Home(folder);
    Settings.Database database = new Settings.Database("db", 1, "shop", "me", "p\"\\ ü");
    Settings settings =
        Settings.DEFAULT.withPipeline(
            new Settings.Flow(
                "orders",
                database,
                database,
                java.util.List.of(new Settings.Table("a.b", "c.d")),
                "SELECT 1"));
    settings.write(home);
    assertThat(Settings.read(home)).contains(settings);
  }
}
