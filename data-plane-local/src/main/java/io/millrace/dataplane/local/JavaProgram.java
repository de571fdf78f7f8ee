package io.millrace.dataplane.local;

import io.millrace.runner.protocol.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Java program, to be run with this process's own JDK.
record JavaProgram(
    List<String> options, List<Path> classPath, String mainClass, List<String> arguments) {

  /// Which of HotSpot's compilers a program is given.
  enum Compilers {
    /// Starts in about half the CPU time, sustains about half the work.
    C1,
    /// For what every row passes through.
    C1_AND_C2
  }

  JavaProgram {
    options = List.copyOf(options);
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
  }

  /// A program to be, with the options that all of them have.
  static JavaProgram with(Compilers compilers) {
    List<String> options = new ArrayList<>();
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+UseCompactObjectHeaders");
    options.add("-XX:-UsePerfData");
    options.add("-XX:+ExitOnOutOfMemoryError");
    // A cache of classes moved to a random address is written over, and so resident, as a whole.
    options.add("-XX:+UnlockDiagnosticVMOptions");
    options.add("-XX:ArchiveRelocationMode=0");
    switch (compilers) {
      case C1 -> options.add("-XX:TieredStopAtLevel=1");
      case C1_AND_C2 -> {}
    }
    return new JavaProgram(options, List.of(), "", List.of());
  }

  JavaProgram option(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new JavaProgram(more, classPath, mainClass, arguments);
  }

  JavaProgram heap(int mebibytes) {
    return option("-Xmx" + mebibytes + "m");
  }

  /// Keeps what the JVM loaded and linked, for its next life: for programs that end by themselves,
  /// and soon. The file is made at the end of the first life, and anew when it does not fit.
  JavaProgram archive(Path file) {
    return option("-XX:+AutoCreateSharedArchive")
        .option("-XX:SharedArchiveFile=" + file)
        .option("-Xlog:disable")
        .option("-Xlog:all=off");
  }

  JavaProgram main(List<Path> path, String main, String... args) {
    return new JavaProgram(options, path, main, List.of(args));
  }

  List<String> command() {
    return command(List.of());
  }

  /// @param optionsFile holds further options that may differ between two starts of what is the
  ///   same process, such as which ahead-of-time cache to use
  List<String> command(Path optionsFile) {
    return command(List.of("@" + optionsFile));
  }

  private List<String> command(List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(more);
    command.add("-cp");
    command.add(String.join(":", classPath.stream().map(Path::toString).toList()));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /// The same for programs that can share an ahead-of-time cache: the JVM refuses one that was made
  /// by another JDK, with other flags, or from jars that have changed since.
  String aheadOfTimeIdentity() throws IOException {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
    options.stream().filter(each -> !each.startsWith("-D")).forEach(text.append(' ')::append);
    text.append(' ').append(mainClass);
    for (Path jar : classPath) {
      text.append(' ').append(jar).append(' ').append(Files.size(jar));
      text.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
    }
    String digest = Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
    return digest.substring("sha256:".length(), "sha256:".length() + 16);
  }
}
