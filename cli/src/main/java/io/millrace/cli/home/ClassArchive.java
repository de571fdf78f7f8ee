package io.millrace.cli.home;

import io.millrace.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a JVM loaded and linked in one life, kept in a file, so that its next life starts with half
/// the work. It is made by the living process itself when asked to, and a JVM ignores one that does
/// not fit its class path.
///
/// Whether there is one stands in an options file that the command line names with `@`: it may
/// change from one start to the next without making the child another process.
public record ClassArchive(Path file) {

  private static final String NAME = "archive.options";
  private static final String COMMENT = "# ";
  private static final Duration DUMP_LIMIT = Duration.ofMinutes(2);

  /// Writes the options file into the folder: to use the archive, or to make it possible.
  ///
  /// @return the argument for the command line
  public String argument(Path folder) throws IOException {
    Path options = folder.resolve(NAME);
    Files.createDirectories(folder);
    String option =
        Files.exists(file)
            ? "\"-XX:SharedArchiveFile=" + file + "\""
            : "-XX:+RecordDynamicDumpInfo";
    // A misfit is not worth a line in a program's log.
    String text = COMMENT + file + "\n-Xlog:cds*=off\n-Xlog:aot*=off\n" + option + "\n";
    if (!Files.exists(options) || !Files.readString(options).equals(text)) {
      Path next = folder.resolve(NAME + ".next");
      Files.writeString(next, text);
      Files.move(
          next, options, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return "@" + options;
  }

  /// The archive that the part with this folder was started for, if it is not there yet.
  public static Optional<ClassArchive> missing(Path folder) throws IOException {
    Path options = folder.resolve(NAME);
    if (!Files.exists(options)) {
      return Optional.empty();
    }
    Path file = Path.of(Files.readAllLines(options).getFirst().substring(COMMENT.length()));
    return Files.exists(file) ? Optional.empty() : Optional.of(new ClassArchive(file));
  }

  /// Makes the archive from what the process has loaded until now. The process stands still for a
  /// second or two.
  public void dump(ProcessHandle jvm) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + "." + jvm.pid());
    try {
      Command ended =
          Command.run(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  "-J-XX:TieredStopAtLevel=1",
                  "-J-XX:+UseSerialGC",
                  "-J-Xmx32m",
                  String.valueOf(jvm.pid()),
                  "VM.cds",
                  "dynamic_dump",
                  next.toString()),
              "",
              DUMP_LIMIT);
      if (!Files.exists(next)) {
        throw new IOException("The JVM made no archive: " + ended.output() + ended.errors());
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
