package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import io.millrace.cli.home.Home;
import io.millrace.cli.view.LogFollower;
import io.millrace.cli.view.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the logs of everything, or of one part.",
    footer = {"", "Examples:", "  millrace logs connect -n 100", "  millrace logs -f"})
final class LogsCommand implements Callable<Integer> {

  private static final String ENDING = ".log";

  @Mixin private HomeOption homeOption = new HomeOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "PART",
      description = "As in `millrace status`: kafka, connect, runner, control-plane, host, …")
  private @Nullable String part;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written from now on; Ctrl-C ends it.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      description = "How many lines of each (default: ${DEFAULT-VALUE}).")
  private int lines = 20;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = homeOption.home();
    List<Path> files = files(home);
    List<LogFollower> followers = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      String prefix =
          part == null
              ? Terminal.faint(
                  String.format("%-19s ", name.substring(0, name.length() - ENDING.length())))
              : "";
      followers.add(new LogFollower(file, lines, line -> OUT.println(prefix + line)));
    }
    do {
      for (LogFollower each : followers) {
        each.read();
      }
      TimeUnit.MILLISECONDS.sleep(follow ? 250 : 0);
    } while (follow);
    return 0;
  }

  private List<Path> files(Home home) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : List.of(home.root().resolve("logs"), home.dataPlane().resolve("logs"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.toString().endsWith(ENDING)).sorted().forEach(all::add);
        }
      }
    }
    if (part == null) {
      return all;
    }
    List<Path> found =
        all.stream().filter(file -> file.getFileName().toString().equals(part + ENDING)).toList();
    if (found.isEmpty()) {
      List<String> known =
          all.stream().map(file -> file.getFileName().toString().replace(ENDING, "")).toList();
      throw new IOException("There is no log of \"" + part + "\". There are: " + known);
    }
    return found;
  }
}
