package io.millrace.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that nobody watches over and that outlives whoever starts it.
public final class Detached {

  private Detached() {}

  public static ProcessHandle start(List<String> command, Path workingDirectory, Path logFile)
      throws IOException {
    Files.createDirectories(logFile.toAbsolutePath().getParent());
    List<String> words = new ArrayList<>(command);
    if (Child.SETSID) {
      words.add(0, "/usr/bin/setsid");
    }
    return new ProcessBuilder(words)
        .directory(workingDirectory.toFile())
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
        .start()
        .toHandle();
  }
}
