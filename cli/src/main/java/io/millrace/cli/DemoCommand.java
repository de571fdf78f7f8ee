package io.millrace.cli;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.Settings;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Changes how busy the demo's shop is, while it runs.",
    footer = {
      "",
      "Examples:",
      "  millrace demo 500     500 changes a second",
      "  millrace demo 0       a pause"
    })
final class DemoCommand implements Callable<Integer> {

  @Mixin private HomeOption homeOption = new HomeOption();

  @Parameters(paramLabel = "RATE", description = "Changes per second; 0 is a pause.")
  private double rate;

  @Override
  public Integer call() throws IOException {
    Home home = homeOption.home();
    Settings settings =
        Settings.read(home)
            .filter(Settings::demo)
            .orElseThrow(
                () -> new IOException("There is no demo here. Start one with: millrace up"));
    if (rate < 0) {
      throw new IOException("A rate is 0 or more changes per second");
    }
    settings.withRate(rate).write(home);
    return 0;
  }
}
