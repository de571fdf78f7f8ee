package io.millrace.dataplane.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows a log file that grows and is sometimes cut back to nothing.
final class LogTail {

  private static final long PAUSE_MILLIS = 250;

  private LogTail() {}

  static void follow(Path file, int lines, Consumer<String> sink) throws InterruptedException {
    long position = 0;
    boolean first = true;
    while (true) {
      try {
        if (Files.exists(file)) {
          long size = Files.size(file);
          if (size < position) {
            position = 0;
          }
          Deque<String> newest = new ArrayDeque<>();
          position = read(file, position, newest);
          while (first && newest.size() > lines) {
            newest.removeFirst();
          }
          newest.forEach(sink);
          first = false;
        }
      } catch (IOException e) {
        sink.accept("(the log cannot be read: " + e.getMessage() + ")");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static long read(Path file, long from, Deque<String> lines) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      long position = from;
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        position = in.getFilePointer();
      }
      return position;
    }
  }
}
