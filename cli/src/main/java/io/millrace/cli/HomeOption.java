package io.millrace.cli;

import io.millrace.cli.home.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which Millrace of this machine is meant.
final class HomeOption {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where its state lives (default: ~/.millrace). Another home is another Millrace.")
  private Path root = Home.ofUser();

  Home home() {
    return new Home(root);
  }
}
