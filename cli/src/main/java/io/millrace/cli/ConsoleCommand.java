package io.millrace.cli;

import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Settings;
import io.millrace.cli.view.Summary;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description =
        "Prints a link that opens the console, logged in. It works once and for ten minutes.")
final class ConsoleCommand implements Callable<Integer> {

  @Mixin private HomeOption homeOption = new HomeOption();

  @Override
  public Integer call() throws IOException {
    Home home = homeOption.home();
    Optional<Settings> settings = Settings.read(home);
    Optional<String> link =
        settings.isEmpty()
            ? Optional.empty()
            : Summary.link(settings.get(), Credentials.open(home).credentials());
    if (link.isEmpty()) {
      throw new IOException("The control plane does not answer. Start it with: millrace up");
    }
    System.out.println(link.get());
    return 0;
  }
}
