package io.millrace.cli.host;

import io.millrace.cli.home.ClassArchive;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Programs;
import io.millrace.process.Command;
import io.millrace.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Makes the class archives of the host's own parts that are not there yet, in the background and
/// one after the other, when all is up and has been used for a while. They are used from the next
/// start on.
final class Archives {

  private static final Duration CALM = Duration.ofSeconds(20);
  private static final long PACE_SECONDS = 2;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Home home;
  private final Path folder;
  private final String cliBuild;

  Archives(Home home, Path folder) throws IOException {
    this.home = home;
    this.folder = folder;
    this.cliBuild = Programs.fingerprint("cli");
  }

  private Path ofCommandLine() {
    return folder.resolve("cli-" + cliBuild + ".jsa");
  }

  /// @param calm whether everything runs
  /// @param restart starts a part anew, by its name
  void start(BooleanSupplier calm, Consumer<String> restart) {
    Thread.ofPlatform()
        .daemon()
        .name("archives")
        .start(
            () -> {
              try {
                run(calm, restart);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void run(BooleanSupplier calm, Consumer<String> restart) throws InterruptedException {
    Duration calmFor = Duration.ZERO;
    while (calmFor.compareTo(CALM) < 0) {
      TimeUnit.SECONDS.sleep(PACE_SECONDS);
      calmFor = calm.getAsBoolean() ? calmFor.plusSeconds(PACE_SECONDS) : Duration.ZERO;
    }
    for (Map.Entry<String, ProcessHandle> each : jvms()) {
      // A JVM keeps some of what making an archive took. The runner is to be small, and loses
      // nothing by a restart.
      if (make(each.getKey(), each.getValue()) && each.getKey().equals(Parts.RUNNER)) {
        restart.accept(Parts.RUNNER);
      }
      TimeUnit.SECONDS.sleep(PACE_SECONDS);
    }
    try {
      makeOfCommandLine();
    } catch (IOException e) {
      System.err.println("The command line's class archive was not made: " + e.getMessage());
    }
  }

  private List<Map.Entry<String, ProcessHandle>> jvms() {
    List<Map.Entry<String, ProcessHandle>> all = new ArrayList<>();
    all.addAll(Supervisor.living(home.run()).entrySet());
    all.add(Map.entry("host", ProcessHandle.current()));
    return all;
  }

  /// @return whether there was none, and there is one now
  private boolean make(String part, ProcessHandle jvm) throws InterruptedException {
    long start = System.nanoTime();
    try {
      Optional<ClassArchive> missing = ClassArchive.missing(home.run().resolve(part));
      if (missing.isEmpty()) {
        return false;
      }
      missing.get().dump(jvm);
      System.out.println(
          "Made the class archive of "
              + part
              + " in "
              + Duration.ofNanos(System.nanoTime() - start).toMillis()
              + " ms");
      return true;
    } catch (IOException e) {
      System.err.println("The class archive of " + part + " was not made: " + e.getMessage());
      return false;
    }
  }

  /// Commands are short-lived, so theirs is made by one of them at its end. Where it lies is
  /// written beside the program, for the launcher.
  private void makeOfCommandLine() throws IOException, InterruptedException {
    Path archive = ofCommandLine();
    if (!Files.exists(archive)) {
      Path next = archive.resolveSibling(archive.getFileName() + ".next");
      Command.run(
          List.of(
              Programs.java(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:-UsePerfData",
              "-Xlog:disable",
              "-Xlog:all=off",
              "-XX:ArchiveClassesAtExit=" + next,
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Dmillrace.root=" + System.getProperty("millrace.root"),
              "-Dmillrace.dist=" + Programs.dist(),
              "-cp",
              Programs.classPath("cli"),
              "io.millrace.cli.Main",
              "status",
              "--home",
              home.root().toString()),
          "",
          LIMIT);
      Files.move(next, archive, StandardCopyOption.ATOMIC_MOVE);
    }
    PrivateJson.writeText(Programs.dist().resolve("cli/archive"), archive.toString());
  }
}
