package io.millrace.dataplane.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a Java program, with this process's own JDK.
final class JavaCommand {

  private final List<String> options = new ArrayList<>();

  /// Which of HotSpot's compilers a program is given.
  enum Compilers {
    /// Starts in about half the CPU time, sustains about half the work.
    C1,
    /// For what every row passes through.
    C1_AND_C2
  }

  JavaCommand(Compilers compilers) {
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+UseCompactObjectHeaders");
    options.add("-XX:-UsePerfData");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Xshare:auto");
    switch (compilers) {
      case C1 -> options.add("-XX:TieredStopAtLevel=1");
      case C1_AND_C2 -> {}
    }
  }

  JavaCommand option(String option) {
    options.add(option);
    return this;
  }

  JavaCommand heap(int mebibytes) {
    return option("-Xmx" + mebibytes + "m");
  }

  /// A file of further options that may differ between two starts of what is the same process, such
  /// as which ahead-of-time cache to use. An `@` file is not part of a child's digest.
  JavaCommand optionsFrom(Path file) {
    return option("@" + file);
  }

  List<String> main(List<Path> classPath, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(executable());
    command.addAll(options);
    command.add("-cp");
    command.add(String.join(":", classPath.stream().map(Path::toString).toList()));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return command;
  }

  static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
