package io.millrace.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A child's log: the child appends to it for as long as it lives, so it is rotated by copy and
/// truncation. Lines written between the two are lost; that is the price of needing nobody at the
/// other end of a pipe.
final class LogFile {

  private static final long MOST_BYTES = 16L << 20;
  private static final int KEPT = 3;

  private LogFile() {}

  static void rotateIfLarge(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) < MOST_BYTES) {
        return;
      }
      for (int age = KEPT - 1; age >= 1; age--) {
        Path younger = aged(file, age);
        if (Files.exists(younger)) {
          Files.move(younger, aged(file, age + 1), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.copy(file, aged(file, 1), StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    } catch (IOException e) {
      // A full disk must not keep a child from being watched; it is tried again at the next look.
    }
  }

  private static Path aged(Path file, int age) {
    return file.resolveSibling(file.getFileName() + "." + age);
  }
}
