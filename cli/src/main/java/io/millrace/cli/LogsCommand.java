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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the logs of everything, or of some parts.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace logs -f                  of everything, as it comes",
      "  millrace logs connect -n 100      the newest hundred lines of one",
      "  millrace logs host runner         why something was restarted"
    })
final class LogsCommand implements Callable<Integer> {

  private static final String ENDING = ".log";
  private static final long PACE_MILLIS = 200;
  private static final int NAME_WIDTH = 18;

  @Mixin private HomeOption homeOption = new HomeOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description = "As in `millrace status`: kafka, connect, runner, control-plane, host, …")
  private List<String> parts = new ArrayList<>();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written from now on; Ctrl-C ends it.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many lines of each (default: ${DEFAULT-VALUE}).")
  private int lines = 20;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = homeOption.home();
    Map<String, LogFollower> followers = new TreeMap<>();
    Map<String, Path> logs = chosen(home);
    do {
      // Of a part that started only now there is a log only now.
      for (Map.Entry<String, Path> log : logs.entrySet()) {
        followers.computeIfAbsent(log.getKey(), name -> follower(name, log.getValue())).read();
      }
      OUT.flush();
      if (follow) {
        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        logs = chosen(home);
      }
    } while (follow);
    return 0;
  }

  private LogFollower follower(String name, Path file) {
    String prefix =
        parts.size() == 1 ? "" : Terminal.faint(String.format("%-" + NAME_WIDTH + "s ", name));
    return new LogFollower(file, lines, line -> OUT.println(prefix + line));
  }

  private Map<String, Path> chosen(Home home) throws IOException {
    Map<String, Path> all = all(home);
    if (parts.isEmpty()) {
      return all;
    }
    for (String part : parts) {
      if (!all.containsKey(part)) {
        throw new IOException(
            "There is no log of \""
                + part
                + "\" in "
                + home.root()
                + (all.isEmpty()
                    ? ": nothing was started there yet"
                    : ". There are: " + String.join(", ", all.keySet())));
      }
    }
    all.keySet().retainAll(parts);
    return all;
  }

  private static Map<String, Path> all(Home home) throws IOException {
    Map<String, Path> all = new TreeMap<>();
    for (Path folder : List.of(home.root().resolve("logs"), home.dataPlane().resolve("logs"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .filter(file -> file.toString().endsWith(ENDING))
              .forEach(file -> all.put(name(file), file));
        }
      }
    }
    return all;
  }

  private static String name(Path log) {
    String file = log.getFileName().toString();
    return file.substring(0, file.length() - ENDING.length());
  }
}
