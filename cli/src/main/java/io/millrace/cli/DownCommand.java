package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.Shutdown;
import io.millrace.cli.view.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops everything, what a crash left behind included. All data is kept.")
final class DownCommand implements Callable<Integer> {

  @Mixin private HomeOption homeOption = new HomeOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = homeOption.home();
    boolean any =
        Shutdown.run(home, name -> OUT.println("  " + Terminal.mark("STOPPED") + " " + name));
    OUT.println(
        any
            ? "Stopped. The data is kept in " + home.root() + "; millrace up goes on from there."
            : "Nothing ran in " + home.root() + ".");
    return 0;
  }
}
