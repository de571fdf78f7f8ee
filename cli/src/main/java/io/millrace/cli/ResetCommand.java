package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.Running;
import io.millrace.cli.home.Shutdown;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description =
        "Stops everything and deletes all its state: databases, topics, keys. Asks first.")
final class ResetCommand implements Callable<Integer> {

  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only say what would be deleted.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = homeOption.home();
    if (!Files.isDirectory(home.root())) {
      OUT.println("There is nothing in " + home.root() + ".");
      return 0;
    }
    if (!Files.exists(home.settings()) && !Files.exists(home.credentials())) {
      throw new IOException(
          home.root()
              + " does not look like a Millrace's home: it has no settings.json."
              + " Nothing was deleted");
    }
    OUT.println("This deletes " + home.root() + " with everything in it:");
    OUT.println("  the control plane's database and keys, the topics, the demo's databases.");
    if (new Running(home).hostAlive()) {
      OUT.println("It runs; it is stopped first.");
    }
    if (dryRun) {
      return 0;
    }
    if (!yes && !confirmed()) {
      OUT.println("Nothing was deleted.");
      return 1;
    }
    Shutdown.run(home, name -> OUT.println("  stopped " + name));
    try (Stream<Path> files = Files.walk(home.root())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    OUT.println("Deleted. The cache of artifacts is kept.");
    return 0;
  }

  private static boolean confirmed() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readLine("Type \"delete\" to go on: "))
        .filter("delete"::equals)
        .isPresent();
  }
}
