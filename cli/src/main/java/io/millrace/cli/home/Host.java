package io.millrace.cli.home;

import io.millrace.process.Detached;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The detached process that looks after all parts of a Millrace.
public final class Host {

  private Host() {}

  /// It is nobody's child: it lives on when this command and its terminal end.
  ///
  /// @return the process, which holds the home once it has come up
  public static ProcessHandle start(Home home, Path postgres) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Programs.java());
    command.addAll(Programs.archive("cli", "host"));
    command.addAll(
        List.of(
            "-Xmx32m",
            "-Xms8m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dmillrace.root=" + System.getProperty("millrace.root"),
            "-Dmillrace.dist=" + Programs.dist(),
            "-cp",
            Programs.classPath("cli"),
            "io.millrace.cli.host.HostMain",
            home.root().toString(),
            postgres.toString()));
    return Detached.start(command, home.root(), home.log("host"));
  }
}
